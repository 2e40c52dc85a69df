#include "link/atmosphere/normal.hpp"
#include "link/weather/rain_spells.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cmath>
#include <numbers>
#include <vector>

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
const orbit::Geodetic kBaku{40.41 * kDegree, 49.87 * kDegree, 0.0};

Time day(double number) {
  return kStart + Duration(std::llround(number * 86400e9));
}

/// Knot by knot.
std::vector<RainSpell> all_looked_at(double level, Time begin, Time end) {
  RainState rain(7, kBaku);
  std::vector<RainSpell> spells;
  const auto step = std::chrono::seconds(RainState::kKnot_s);
  for (Time t = begin; t < end; t += step) {
    const double a = rain.normal(t), b = rain.normal(t + step);
    if (a <= level && b <= level) {
      continue;
    }
    if (a <= level || spells.empty() || spells.back().end < t) {
      spells.push_back({t, t, a});
    }
    spells.back().end = t + step;
    spells.back().greatest = std::max({spells.back().greatest, a, b});
  }
  return spells;
}

} // namespace

TEST_CASE("No spell of rain is passed over", "[weather]") {
  for (const double level : {-0.5, 1.0, 2.2}) {
    CAPTURE(level);
    RainState rain(7, kBaku);
    const auto found = spells_above(rain, level, day(0), day(25));
    const auto expected = all_looked_at(level, day(0), day(25));
    REQUIRE(found.size() == expected.size());
    RainState other(7, kBaku);
    for (std::size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].begin >= expected[i].begin);
      CHECK(found[i].begin - expected[i].begin <= std::chrono::seconds(8));
      CHECK(expected[i].end - found[i].end <= std::chrono::seconds(8));
      CHECK(found[i].greatest == expected[i].greatest);
      if (found[i].begin > day(0)) {
        CHECK(other.normal(found[i].begin) == Approx(level).margin(1e-9));
      }
    }
  }
}

TEST_CASE("Spells do not depend on where one begins to look", "[weather]") {
  RainState rain(7, kBaku);
  const auto whole = spells_above(rain, 1.8, day(0), day(100));
  std::vector<RainSpell> parts;
  for (int part = 0; part < 4; ++part) {
    RainState own(7, kBaku);
    for (const RainSpell& spell :
         spells_above(own, 1.8, day(25.0 * part), day(25.0 * part + 25.0))) {
      parts.push_back(spell);
    }
  }
  REQUIRE(whole.size() <= parts.size());
  Duration sum = Duration::zero();
  for (const RainSpell& spell : whole) {
    sum += spell.end - spell.begin;
  }
  for (const RainSpell& spell : parts) {
    sum -= spell.end - spell.begin;
  }
  CHECK(sum == Duration::zero());
}

TEST_CASE("Spells last for the share of the time that their level has", "[weather]") {
  // 15 years; 5000 s of memory leave some 1e5 independent looks.
  constexpr double kYears = 15.0;
  RainState rain(11, kBaku);
  for (const double share : {0.01, 0.003}) {
    const double level = normal_quantile(1.0 - share);
    double sum_s = 0.0;
    for (const RainSpell& spell : spells_above(rain, level, day(0), day(365.25 * kYears))) {
      sum_s += to_seconds(spell.end - spell.begin);
    }
    const double found = sum_s / (365.25 * kYears * 86400.0);
    CAPTURE(share, found);
    CHECK(std::abs(found / share - 1.0) < 0.12);
  }
}
