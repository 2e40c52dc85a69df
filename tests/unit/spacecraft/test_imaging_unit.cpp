#include "spacecraft/imaging_unit.hpp"

#include <string>
#include <utility>

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::PlainSurroundings;
using urker::test::RecordingSink;

namespace {

protocol::ImagingTask task(std::int64_t number, double begin_s, double end_s, double roll = 0.0) {
  protocol::ImagingTask t;
  t.number = number;
  t.campaign = "campaign";
  t.area = "area";
  t.requester = "az";
  t.priority = 4;
  t.requested = at(1);
  t.tasked = at(2);
  t.begin = at(begin_s);
  t.end = at(end_s);
  t.roll_rad = roll;
  t.cells = {5, 6};
  return t;
}

struct Bench {
  std::shared_ptr<PlainSurroundings> around = std::make_shared<PlainSurroundings>();
  Storage storage{1'000'000'000};
  RecordingSink rows;
  ImagingUnit unit;
  Readiness readiness{false, 1.0, 0.5};
  bool finished = false;

  explicit Bench(const ImagerConfig& config = imager())
      : unit({3, "imece", "tr"}, config, {0.1, 10.0}, around) {}
  static ImagerConfig imager() {
    ImagerConfig c;
    c.greatest_off_nadir_rad = 0.5;
    c.least_sun_elevation_rad = 0.2;
    c.power_w = 90.0;
    return c;
  }
  void plan(double now_s, double valid_from_s, std::vector<protocol::ImagingTask> tasks) {
    unit.receive({3, 1, at(valid_from_s), std::move(tasks), {}}, at(now_s), rows);
  }
  std::vector<protocol::Product> run_until(double end_s) {
    std::vector<protocol::Product> all;
    while (unit.next_event() <= at(end_s)) {
      for (auto& p : unit.handle(unit.next_event(), readiness, storage, rows)) {
        all.push_back(std::move(p));
      }
    }
    return all;
  }
  std::string outcome_of(std::int64_t number) {
    if (!std::exchange(finished, true)) {
      unit.finish(at(1e4), storage, rows);
    }
    for (const auto& row : rows.table("tasks")) {
      if (row.integer("task") == number) {
        return row.text("outcome");
      }
    }
    return "";
  }
};

} // namespace

TEST_CASE("A strip becomes scenes, each a product with its passport") {
  Bench b;
  b.plan(50, 60, {task(1, 100, 108)});
  CHECK(b.unit.next_event() == at(100));
  CHECK(b.run_until(101).empty());
  CHECK(b.unit.imaging());
  CHECK(b.unit.load_w() == 90.0);
  CHECK(b.storage.held_bits() == 1'000'000); // room is taken when the scene begins
  const auto products = b.run_until(200);
  REQUIRE(products.size() == 3);
  CHECK_FALSE(b.unit.imaging());
  CHECK(b.unit.load_w() == 0.0);
  const protocol::Product& p = products[2];
  CHECK(p.satellite == 3);
  CHECK(p.satellite_name == "imece");
  CHECK(p.owner == "tr");
  CHECK(p.requester == "az");
  CHECK(p.number == 3);
  CHECK(p.priority == 4);
  CHECK(p.cells == std::vector<std::int64_t>{5, 6});
  CHECK(p.requested == at(1));
  CHECK(p.tasked == at(2));
  CHECK(p.commanded == at(50));
  CHECK(p.imaged == at(108));
  CHECK(p.processed == kNotYet);
  CHECK(p.raw_bits == 1'000'000);
  CHECK(p.bits == 1'000'000);
  CHECK(b.rows.table("images").size() == 3);
  CHECK(b.rows.table("images")[1].real("begin") == Approx(103.0));
  CHECK(b.rows.table("images")[1].text("outcome") == "recorded");
  CHECK(b.outcome_of(1) == "done");
  CHECK(b.unit.recorded_bits() == 3'000'000);
  CHECK(b.rows.metric("time_imaging") == Approx(8.0));
}

TEST_CASE("An imager is on no longer than its duty limit allows in any period") {
  ImagerConfig config = Bench::imager();
  config.duty = DutyConfig{20.0, 100.0};
  Bench b(config);
  b.plan(0, 0,
         {task(1, 100, 110), task(2, 120, 130), task(3, 140, 150), task(4, 195, 208),
          task(5, 231, 251), task(6, 400, 421)});
  b.run_until(1000);
  CHECK(b.outcome_of(1) == "done");
  CHECK(b.outcome_of(2) == "done");
  CHECK(b.outcome_of(3) == "duty");
  CHECK(b.outcome_of(4) == "duty"); // from 108 on: 2 s of the first, 10 s of the second
  CHECK(b.outcome_of(5) == "done");
  CHECK(b.outcome_of(6) == "duty"); // too long by itself
}

TEST_CASE("What speaks against a strip is its recorded outcome") {
  Bench b;
  SECTION("energy") {
    b.readiness.state_of_charge = 0.49;
    b.plan(0, 0, {task(1, 100, 110)});
    b.run_until(200);
    CHECK(b.outcome_of(1) == "no_energy");
  }
  SECTION("safe mode") {
    b.readiness.safe_mode = true;
    b.plan(0, 0, {task(1, 100, 110)});
    b.run_until(200);
    CHECK(b.outcome_of(1) == "safe_mode");
  }
  SECTION("light") {
    b.around->sun_elevation_rad = 0.19;
    b.plan(0, 0, {task(1, 100, 110)});
    b.run_until(200);
    CHECK(b.outcome_of(1) == "no_sun");
  }
  SECTION("angle, but not by rounding") {
    b.plan(0, 0, {task(1, 100, 110, 0.51), task(2, 200, 210, 0.5 + 1e-12)});
    b.run_until(300);
    CHECK(b.outcome_of(1) == "off_nadir");
    CHECK(b.outcome_of(2) == "done");
  }
  SECTION("another strip") {
    b.plan(0, 0, {task(1, 100, 110), task(2, 105, 120)});
    b.run_until(200);
    CHECK(b.outcome_of(1) == "done");
    CHECK(b.outcome_of(2) == "busy");
  }
  SECTION("the time to turn") {
    // 0.2 rad at 0.1 rad/s and 10 s of rest: 12 s
    b.plan(0, 0, {task(1, 100, 110), task(2, 121.9, 130, 0.2), task(3, 121.9, 131.0)});
    b.run_until(200);
    CHECK(b.outcome_of(2) == "no_time_to_turn");
    CHECK(b.outcome_of(3) == "done"); // the same roll needs no time
  }
  SECTION("lateness") {
    b.plan(150, 0, {task(1, 100, 110), task(2, 150, 155)});
    b.run_until(200);
    CHECK(b.outcome_of(1) == "late");
    CHECK(b.outcome_of(2) == "done");
  }
  SECTION("the end of the run") {
    b.plan(0, 0, {task(1, 100, 110), task(2, 300, 310)});
    b.run_until(105);
    CHECK(b.outcome_of(1) == "unfinished");
    CHECK(b.outcome_of(2) == "pending");
    CHECK(b.storage.held_bits() == 1'000'000); // the scene that was recorded
  }
}

TEST_CASE("Strips that follow each other without a gap are both taken") {
  Bench b;
  b.plan(0, 0, {task(1, 100, 109), task(2, 109, 118)});
  CHECK(b.run_until(200).size() == 6);
  CHECK(b.outcome_of(2) == "done");
}

TEST_CASE("A scene without room is refused with its bits counted") {
  Bench b;
  b.storage = Storage(2'500'000);
  b.plan(0, 0, {task(1, 100, 112), task(2, 200, 203)});
  CHECK(b.run_until(300).size() == 2);
  CHECK(b.unit.refused_bits() == 3'000'000);
  CHECK(b.outcome_of(1) == "partly_stored");
  CHECK(b.outcome_of(2) == "no_storage");
  REQUIRE(b.rows.table("products").size() == 3);
  CHECK(b.rows.table("products")[0].text("status") == "refused");
  CHECK(b.rows.table("products")[0].integer("number") == 3);
  CHECK(std::isnan(b.rows.table("products")[0].real("imaged")));
  CHECK(b.rows.table("images").size() == 5);
}

TEST_CASE("An interrupted strip keeps its whole scenes and frees the broken one") {
  Bench b;
  b.plan(0, 0, {task(1, 100, 112), task(2, 200, 203)});
  CHECK(b.run_until(104).size() == 1);
  b.unit.interrupt(at(104.5), b.storage, b.rows);
  CHECK(b.storage.held_bits() == 1'000'000);
  CHECK_FALSE(b.unit.imaging());
  CHECK(b.rows.table("images").back().text("outcome") == "interrupted");
  CHECK(b.rows.table("images").back().integer("raw_bits") == 0);
  b.unit.interrupt(at(105), b.storage, b.rows); // nothing runs
  CHECK(b.run_until(300).size() == 1);
  CHECK(b.outcome_of(1) == "interrupted");
  CHECK(b.outcome_of(2) == "done");
  CHECK(b.rows.metric("time_imaging") == Approx(7.5));
}

TEST_CASE("A plan replaces what begins after it holds, and nothing else") {
  Bench b;
  b.plan(0, 0, {task(1, 100, 103), task(2, 200, 203), task(3, 300, 303)});
  b.plan(50, 200, {task(3, 300, 303), task(4, 400, 403)});
  b.run_until(1000);
  CHECK(b.outcome_of(1) == "done");
  CHECK(b.outcome_of(2) == "superseded");
  CHECK(b.outcome_of(3) == "done");
  CHECK(b.outcome_of(4) == "done");
  // Task 3 was known since the first plan.
  CHECK(b.rows.table("tasks")[2].real("received") == 0.0);
  CHECK(b.rows.table("images").size() == 3);
}

TEST_CASE("Tasks that are over are reported when the next plan comes, the running one is not") {
  Bench b;
  b.plan(0, 0, {task(1, 100, 103), task(2, 110, 113), task(3, 200, 203), task(4, 300, 303)});
  b.run_until(201);
  b.plan(202, 250, {task(5, 400, 403)});
  REQUIRE(b.rows.table("tasks").size() == 2);
  CHECK(b.rows.table("tasks")[0].text("outcome") == "done");
  b.run_until(1000);
  b.plan(1000, 1000, {});
  CHECK(b.rows.table("tasks").size() == 5);
  CHECK(b.outcome_of(4) == "superseded");
  CHECK(b.outcome_of(5) == "done");
  CHECK(b.rows.table("tasks").size() == 5);
  CHECK(b.rows.metric("tasks_received") == 5.0);
  CHECK(b.rows.metric("tasks_done") == 4.0);
}
