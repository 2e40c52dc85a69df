#include "onboard/onboard_computer.hpp"

#include "fakes.hpp"

using namespace urker;
using namespace urker::onboard;
using urker::test::at;
using urker::test::RecordingSink;

namespace {

/// 1 Mbit takes 1 s in the cloud mask and 0.5 s in compression.
ComputerConfig computer() {
  return {1.0, {{1e6, 4.0}, {2e6, 6.0}}};
}

PipelineConfig perfect(double ratio = 4.0) {
  return {0.7, 1.0, 0.0, ratio};
}

protocol::Product scene(std::int64_t number, double cloud, std::int64_t priority = 0,
                        std::int64_t bits = 1'000'000) {
  protocol::Product p;
  p.number = number;
  p.raw_bits = p.bits = bits;
  p.priority = priority;
  p.cloud_truth = cloud;
  p.imaged = at(static_cast<double>(number));
  return p;
}

struct Bench {
  OnboardComputer unit;
  RecordingSink rows;
  std::vector<spacecraft::ProcessedImage> done;
  std::vector<Time> done_at;

  explicit Bench(PipelineConfig pipeline = perfect()) : unit("imece", computer(), pipeline, 1) {}
  void run_until(double end_s) {
    while (unit.next_event() <= at(end_s)) {
      const Time now = unit.next_event();
      for (const auto& image : unit.handle(now, rows)) {
        done.push_back(image);
        done_at.push_back(now);
      }
    }
  }
};

} // namespace

TEST_CASE("A clear scene is screened and compressed, a cloudy one thrown away") {
  Bench b;
  CHECK(b.unit.next_event() == kNever);
  CHECK(b.unit.load_w() == 1.0);
  b.unit.submit(scene(1, 0.2, 0, 1'000'001), at(10));
  CHECK(b.unit.load_w() == 5.0);
  b.run_until(11.1);
  CHECK(b.unit.load_w() == 7.0);
  b.run_until(20);
  CHECK(b.unit.load_w() == 1.0);
  b.unit.submit(scene(2, 0.8), at(20));
  b.run_until(30);
  REQUIRE(b.done.size() == 2);
  CHECK_FALSE(b.done[0].discarded);
  CHECK(b.done[0].bits == 250'001); // rounded up
  CHECK(b.done_at[0] == at(10 + 1.000'001 + 0.500'000'5));
  CHECK(b.done[1].discarded);
  CHECK(b.done_at[1] == at(21.0));
  const auto& rows = b.rows.table("compute");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].text("stage") == "cloud_mask");
  CHECK(rows[0].text("decision") == "keep");
  CHECK(rows[0].real("energy") == Approx(4.0).epsilon(1e-5));
  CHECK(rows[1].text("stage") == "compress");
  CHECK(rows[1].integer("bits_in") == 1'000'001);
  CHECK(rows[1].integer("bits_out") == 250'001);
  CHECK(rows[2].text("decision") == "discard");
  CHECK(rows[2].integer("bits_out") == 0);
}

TEST_CASE("One job at a time, by priority, then age; a begun one is finished") {
  Bench b;
  b.unit.submit(scene(1, 0.0, 0), at(10));
  b.unit.submit(scene(4, 0.0, 1), at(10));
  b.unit.submit(scene(3, 0.0, 5), at(10));
  b.unit.submit(scene(2, 0.0, 5), at(10));
  b.run_until(100);
  std::vector<std::int64_t> order;
  for (const auto& image : b.done) {
    order.push_back(image.number);
  }
  CHECK(order == std::vector<std::int64_t>{1, 2, 3, 4});
  CHECK(b.done_at == std::vector<Time>{at(11.5), at(13.0), at(14.5), at(16.0)});
}

TEST_CASE("Suspended work goes on where it stopped, at no power in between") {
  Bench b;
  b.unit.submit(scene(1, 0.0), at(10));
  b.unit.suspend(at(10.25));
  CHECK(b.unit.next_event() == kNever);
  CHECK(b.unit.load_w() == 1.0);
  b.unit.submit(scene(2, 0.0), at(12));
  b.unit.suspend(at(15)); // once is enough
  b.unit.resume(at(20.25));
  CHECK(b.unit.next_event() == at(21));
  b.run_until(100);
  CHECK(b.done_at == std::vector<Time>{at(21.5), at(23.0)});
  CHECK(b.rows.table("compute")[0].real("energy") == Approx(4.0));
  CHECK(b.rows.table("compute")[0].real("begin") == 10.0);
  b.unit.finish(at(100), b.rows);
  CHECK(b.rows.metric("time_computing") == Approx(3.0));
}

TEST_CASE("What is submitted while suspended begins at the resumption") {
  Bench b;
  b.unit.suspend(at(1));
  b.unit.submit(scene(1, 0.0), at(2));
  CHECK(b.unit.next_event() == kNever);
  b.unit.resume(at(5));
  CHECK(b.unit.next_event() == at(6));
  b.unit.resume(at(5.5)); // nothing to resume
  CHECK(b.unit.next_event() == at(6));
}

TEST_CASE("Wrong decisions are counted as what they are") {
  Bench always({0.7, 1.0, 1.0, 4.0});
  always.unit.submit(scene(1, 0.1), at(0));
  always.unit.submit(scene(2, 0.9), at(0));
  always.run_until(100);
  always.unit.finish(at(100), always.rows);
  CHECK(always.rows.table("compute")[0].text("decision") == "wrong_discard");
  CHECK(always.rows.metric("scenes_discarded") == 2.0);
  CHECK(always.rows.metric("scenes_wrongly_discarded") == 1.0);
  CHECK(always.rows.metric("bits_wrongly_discarded") == 1e6);
  Bench never({0.7, 0.0, 0.0, 1.0});
  never.unit.submit(scene(2, 0.9), at(0));
  never.run_until(100);
  never.unit.finish(at(100), never.rows);
  CHECK(never.rows.table("compute")[0].text("decision") == "wrong_keep");
  CHECK(never.rows.metric("scenes_wrongly_kept") == 1.0);
  CHECK(never.done[0].bits == 1'000'000); // a ratio of one changes nothing
}

TEST_CASE("Work at the end of the run counts as far as it was done") {
  Bench b;
  b.unit.submit(scene(1, 0.0), at(10));
  b.unit.submit(scene(2, 0.0), at(10));
  b.unit.finish(at(10.75), b.rows);
  CHECK(b.rows.metric("time_computing") == Approx(0.75));
  CHECK(b.rows.metric("scenes_waiting_for_computer") == 2.0);
}
