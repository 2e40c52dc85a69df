#include "spacecraft/receiver/receiver_unit.hpp"
#include "spacecraft/receiver/reception_row.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "../part_bench.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::PartBench;

namespace {

constexpr double kDeg = std::numbers::pi / 180.0;

const access::CellGrid& grid() {
  static const access::CellGrid made(50e3);
  return made;
}

/// A square of 4 deg about a place on the equator.
access::Area area_at(double longitude_deg) {
  std::vector<orbit::Geodetic> corners;
  for (const auto& [x, y] : {std::pair{-2.0, -2.0}, {2.0, -2.0}, {2.0, 2.0}, {-2.0, 2.0}}) {
    corners.push_back({y * kDeg, (longitude_deg + x) * kDeg, 0.0});
  }
  return access::make_area(corners, grid(), "sea");
}

EmitterGroup group(double emitters, double report_interval_s = 10.0) {
  const access::Area area = area_at(0.0);
  const double size_m2 = static_cast<double>(area.cells.size()) * grid().cell_area_m2();
  return {{"ships", emitters / size_m2, report_interval_s, 168}, area, grid()};
}

/// Above the equator at 500 km, an angle a second, passing 0 deg at 1000 s.
orbit::Vector3 flying(Time t) {
  const double angle = (seconds_since_start(t) - 1000.0) * 0.06 * kDeg;
  return 6878.137e3 * orbit::Vector3(std::cos(angle), std::sin(angle), 0.0);
}
orbit::Vector3 staying(Time) {
  return {42164e3, 0.0, 0.0};
}
Time at(double seconds) {
  return kStart + round_seconds(seconds);
}

struct Bench : PartBench {
  ReceiverUnit receiver;
  std::vector<protocol::Product> products;

  explicit Bench(ReceiverSetup setup) : receiver(std::move(setup)) {
    receiver.start(view(kStart));
    receiver.refresh(view(kStart));
  }
  void run(Time end) {
    while (receiver.next_event() <= end) {
      const Time now = receiver.next_event();
      receiver.handle(view(now));
      for (auto& product : receiver.take_products()) {
        products.push_back(product);
      }
      receiver.refresh(view(now));
    }
  }
};

ReceiverSetup setup_with(double emitters, Listening::Place place) {
  ReceiverSetup setup;
  setup.identity = {0, "sat", "tr"};
  setup.config.power_w = 2.0;
  setup.groups.push_back(group(emitters));
  setup.place = std::move(place);
  setup.orbit = {kStart, at(4000.0)};
  setup.seed = 7;
  return setup;
}

} // namespace

TEST_CASE("Ten thousand ships are detected as published where they report at the best interval") {
  // FFI's optimum: a report every 5.5 min, 99 % in 36 min, and no interval does better.
  constexpr double kShips = 10000.0;
  constexpr double kTime_s = 36.0 * 60.0;
  SlotChannel channel;
  channel.slots_per_s = 2.0 * 2250.0 / 60.0; // two channels of 2250 slots a minute
  channel.overlap = 0.7155;                  // that makes 5.5 min the best: (1 + s) G = ln 2
  const auto detected = [&](double interval_s) {
    return -std::expm1(log_missed(channel.success(kShips / interval_s), kTime_s / interval_s));
  };
  CHECK(channel.success(kShips / 330.0) == Approx(0.5).epsilon(1e-4));
  CHECK(detected(330.0) == Approx(0.99).margin(0.001));
  for (const double other_s : {200.0, 300.0, 320.0, 340.0, 360.0, 600.0}) {
    CHECK(detected(other_s) < detected(330.0));
  }
}

TEST_CASE("messages collide as in slotted ALOHA") {
  // 1000 ships at 6 s over two channels of 37.5 slots/s: 2.2222 messages a slot.
  const SlotChannel ais{75.0};
  CHECK(ais.success(1000.0 / 6.0) == Approx(0.108368).epsilon(1e-5));
  // 1 - (1 - 0.108368)^(600 / 6): next to sure; within one minute 68 %.
  CHECK(-std::expm1(log_missed(0.108368, 100.0)) == Approx(0.99999).margin(1e-5));
  CHECK(-std::expm1(log_missed(0.108368, 10.0)) == Approx(0.682434).epsilon(1e-4));
  // No common slots: twice the load.
  CHECK(SlotChannel{1.0, 1.0}.success(0.5) == Approx(std::exp(-1.0)));
  CHECK(SlotChannel{1.0, 0.0, 0.5}.success(0.0) == 0.5);
  CHECK(log_missed(1.0, 0.0) == 0.0);
}

TEST_CASE("a receiver that sees all emitters all the time hears what the formula says") {
  const Listening listening({group(3000.0)}, {75.0}, 0.0, staying);
  const auto expected = listening.expect({{at(0.0), at(30.0)}, {at(50.0), at(80.0)}});
  REQUIRE(expected.size() == 1);
  const double success = std::exp(-3000.0 / 10.0 / 75.0); // 1.83 %
  CHECK(expected[0].in_view == Approx(3000.0));
  CHECK(expected[0].messages == Approx(3000.0 * 6.0 * success));
  CHECK(expected[0].detected == Approx(3000.0 * (1.0 - std::pow(1.0 - success, 6.0))));
}

TEST_CASE("all classes in view load the channel") {
  const Listening both({group(750.0), group(375.0, 5.0)}, {75.0}, 0.0, staying);
  const auto expected = both.expect({{at(0.0), at(100.0)}});
  const double success = std::exp(-2.0);
  CHECK(expected[0].messages == Approx(750.0 * 10.0 * success));
  CHECK(expected[1].messages == Approx(375.0 * 20.0 * success));
}

TEST_CASE("a stretch is the time in which emitters are in view") {
  const Listening listening({group(100.0)}, {75.0}, 0.0, flying);
  const auto stretch = listening.next_stretch(kStart, at(4000.0), std::chrono::hours(1));
  // The horizon is acos(6378.137 / 6878.137) = 21.98 deg off, cells lie up to 2 deg farther.
  CHECK(seconds_since_start(stretch.begin) == Approx(1000.0 - 23.8 / 0.06).margin(25.0));
  CHECK(seconds_since_start(stretch.end) == Approx(1000.0 + 23.8 / 0.06).margin(25.0));
  CHECK(listening.next_stretch(stretch.end, at(4000.0), std::chrono::hours(1)).begin == kNever);
  const auto part = listening.next_stretch(kStart, at(4000.0), std::chrono::minutes(5));
  CHECK(to_seconds(part.end - part.begin) == Approx(300.0).margin(20.0));
  const Listening narrow({group(100.0)}, {75.0}, 60.0 * kDeg, flying);
  const auto higher = narrow.next_stretch(kStart, at(4000.0), std::chrono::hours(1));
  CHECK(higher.end - higher.begin < (stretch.end - stretch.begin) / 3);
}

TEST_CASE("a pass becomes a product of the messages received") {
  Bench bench(setup_with(3000.0, flying));
  CHECK(bench.receiver.load_w() == 2.0);
  bench.run(at(3999.0));
  bench.receiver.finish(bench.view(at(4000.0)));
  const auto& rows = bench.sink.table("receptions");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].integer("in_view") == Approx(3000).margin(5 * std::sqrt(3000.0)));
  CHECK(rows[0].integer("detected") <= rows[0].integer("in_view"));
  CHECK(rows[0].integer("detected") ==
        Approx(rows[0].real("probability") * 3000.0).margin(5 * std::sqrt(3000.0)));
  CHECK(rows[0].integer("messages") >= rows[0].integer("detected"));
  REQUIRE(bench.products.size() == 1);
  CHECK(bench.products[0].bits == rows[0].integer("messages") * 168);
  CHECK(bench.products[0].number == rows[0].integer("number"));
  CHECK(bench.products[0].number < 0);
}

TEST_CASE("a receiver that is off hears nothing") {
  Bench bench(setup_with(3000.0, flying));
  bench.units.hinder(UnitKind::payload, Hindrance::fault, true);
  bench.receiver.refresh(bench.view(at(10.0)));
  bench.run(at(3999.0));
  CHECK(bench.sink.table("receptions").empty());
  CHECK(bench.products.empty());
}

TEST_CASE("a duty lets it listen for a part of each period") {
  auto setup = setup_with(3000.0, staying);
  setup.config.duty.emplace(ReceiverDutyConfig{30.0, 100.0});
  setup.config.longest_stretch_s = 1000.0;
  Bench bench(setup);
  bench.run(at(50.0));
  CHECK(bench.receiver.load_w() == 0.0);
  bench.run(at(1000.0));
  const auto& rows = bench.sink.table("receptions");
  REQUIRE(rows.size() == 1);
  const double success = std::exp(-3000.0 / 10.0 / 75.0);
  CHECK(rows[0].real("probability") == Approx(1.0 - std::pow(1.0 - success, 30.0)));
}

TEST_CASE("what a receiver has heard survives a checkpoint") {
  Bench whole(setup_with(3000.0, flying));
  Bench before(setup_with(3000.0, flying));
  before.units.hinder(UnitKind::payload, Hindrance::fault, true);
  before.receiver.refresh(before.view(at(900.0)));
  Bench after(setup_with(3000.0, flying));
  const Bytes state = pack(before.receiver);
  Reader reader(state);
  reader(after.receiver);
  whole.units.hinder(UnitKind::payload, Hindrance::fault, true);
  whole.receiver.refresh(whole.view(at(900.0)));
  whole.run(at(3999.0));
  after.run(at(3999.0));
  REQUIRE(after.products.size() == 1);
  CHECK(after.products[0].bits == whole.products[0].bits);
}
