#include "spacecraft/power/battery_wear.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <vector>

using namespace urker;
using namespace urker::spacecraft;

namespace {

std::map<double, double> counts(const std::vector<double>& turns) {
  Rainflow flow;
  std::map<double, double> result;
  const auto add = [&result](const std::vector<CountedRange>& ranges) {
    for (const CountedRange& range : ranges) {
      result[range.size] += range.cycles;
    }
  };
  for (const double turn : turns) {
    add(flow.turn(turn));
  }
  add(flow.open());
  return result;
}

AgeingConfig cells() {
  AgeingConfig config{2000.0, 0.5, 2.0, 0.8};
  config.calendar.emplace();
  return config;
}

} // namespace

TEST_CASE("Rainflow counts the example of ASTM E1049") {
  // Figure 6 of the standard, and its table of counts.
  CHECK(counts({-2.0, 1.0, -3.0, 5.0, -1.0, 3.0, -4.0, 4.0, -2.0}) ==
        std::map<double, double>{{3.0, 0.5}, {4.0, 1.5}, {6.0, 0.5}, {8.0, 1.0}, {9.0, 0.5}});
  CHECK(counts({1.0}).empty());
}

TEST_CASE("A battery wears by the depth of its cycles, a small one within a deep one too") {
  AgeingConfig config = cells();
  config.calendar.reset();
  BatteryWear wear(config, 1.0);
  // Down to 0.4, on the way up a cycle of 0.2, and up: half a cycle of 0.6 each way.
  wear.move(1.0, 0.7); // in two moves
  wear.move(0.7, 0.4);
  wear.move(0.4, 0.8);
  wear.move(0.8, 0.6);
  wear.move(0.6, 1.0);
  wear.move(1.0, 0.95);
  CHECK(wear.cycles() == Approx(0.6 + 0.2));
  const double damage = ((0.6 / 0.5) * (0.6 / 0.5) + (0.2 / 0.5) * (0.2 / 0.5)) / 2000.0;
  CHECK(wear.lost_to_cycles() == Approx(0.2 * damage));
  // The way up is open: it counts, but the capacity waits for what comes of it.
  CHECK(1.0 - wear.left() == Approx(0.2 * (0.16 + 0.72) / 2000.0));
  // 2000 cycles at the stated depth leave the stated part.
  BatteryWear worn(config, 1.0);
  for (int i = 0; i < 2000; ++i) {
    worn.move(1.0, 0.5);
    worn.move(0.5, 1.0);
  }
  CHECK(1.0 - worn.lost_to_cycles() == Approx(0.8).epsilon(1e-3));
  CHECK(worn.left() == Approx(0.8).epsilon(1e-3));
  CHECK(worn.cycles() == Approx(1000.0).epsilon(1e-3));
}

TEST_CASE("A battery ages with the root of time, faster where it is warm or full") {
  const CalendarAgeingConfig config;
  CHECK(calendar_rate(config, 298.15, 0.5) == Approx(1.0));
  // Naumann's k at 25 degC and half charge, over a year.
  CHECK(config.first_year ==
        Approx(1.2571e-5 * 0.60225 * std::sqrt(365.25 * 86400.0)).epsilon(1e-3));
  // Full: 2.8575 / 8 + 0.60225 in place of 0.60225; warm: exp(-17126/8.314462 (1/313.15 -
  // 1/298.15)).
  CHECK(std::sqrt(calendar_rate(config, 298.15, 1.0)) == Approx(0.9594375 / 0.60225));
  CHECK(std::sqrt(calendar_rate(config, 313.15, 0.5)) == Approx(1.3921).epsilon(1e-3));
  BatteryWear wear(cells(), 0.5);
  constexpr double kYear_s = 365.25 * 86400.0;
  wear.pass(kYear_s, 1.0);
  CHECK(wear.lost_to_time() == Approx(0.0425));
  wear.pass(kYear_s, 3.0); // four years' worth
  CHECK(wear.lost_to_time() == Approx(0.085));
  CHECK(wear.left() == Approx(0.915));
  CHECK(wear.lost_to_cycles() == 0.0);
}
