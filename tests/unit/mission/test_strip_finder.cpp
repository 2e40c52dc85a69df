#include "base/random.hpp"
#include "mission/strip_finder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace urker;
using namespace urker::mission;

namespace {

Time at(double seconds) {
  return kStart + round_seconds(seconds);
}

const spacecraft::AgilityConfig kAgile{.slew_rate_rad_s = 0.01, .settle_time_s = 5.0};

/// A field of cells: `columns` rolls 0.01 rad apart around the nadir, `rows` looks 1 s apart from
/// 10 s on.
Chance field(int columns, int rows) {
  Chance chance;
  chance.window = {at(0), at(10 + rows + 10), false, false};
  chance.ground_speed_m_s = 7000.0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      chance.looks.push_back({static_cast<std::uint32_t>(chance.looks.size()), at(10.0 + row),
                              0.01 * (column - (columns - 1) / 2), 700e3});
    }
  }
  return chance;
}

StripLimits wide_limits() {
  StripLimits limits;
  limits.half_width_rad = 0.0101; // three columns
  limits.greatest_roll_rad = 0.5;
  limits.margin_s = 0.5;
  limits.longest_gap_s = 3.0;
  limits.longest_s = 1000.0;
  limits.from = kStart;
  limits.until = at(1000);
  return limits;
}

std::vector<char> all_open(const Chance& chance) {
  return std::vector<char>(chance.looks.size(), 1);
}

} // namespace

TEST_CASE("a free swath covers as many columns as it is wide, with margins") {
  const Chance chance = field(7, 20);
  const auto strip = find_best_strip(chance, all_open(chance), {}, kAgile, wide_limits());
  REQUIRE(strip);
  CHECK(strip->cells.size() == 60);
  CHECK(strip->roll_rad == Approx(0.0).margin(0.0102)); // the middle is nearest to the nadir
  CHECK(strip->begin == at(9.5));
  CHECK(strip->end == at(29.5));
  CHECK(strip->range_m == Approx(700e3));
}

TEST_CASE("done cells do not count, and the swath moves to where most is open") {
  const Chance chance = field(7, 20);
  auto open = all_open(chance);
  for (std::size_t i = 0; i < open.size(); ++i) {
    open[i] = i % 7 >= 5; // the two columns on the right
  }
  const auto strip = find_best_strip(chance, open, {}, kAgile, wide_limits());
  REQUIRE(strip);
  CHECK(strip->cells.size() == 40);
  CHECK(strip->roll_rad == Approx(0.025));
}

TEST_CASE("the imager's greatest roll holds, even where the cells lie beyond") {
  Chance chance = field(1, 5);
  for (auto& look : chance.looks) {
    look.roll_rad = 0.305;
  }
  auto limits = wide_limits();
  limits.greatest_roll_rad = 0.3;
  const auto strip = find_best_strip(chance, all_open(chance), {}, kAgile, limits);
  REQUIRE(strip);
  CHECK(strip->roll_rad == 0.3);
  CHECK(strip->cells.size() == 5);
  limits.greatest_roll_rad = 0.29;
  CHECK_FALSE(find_best_strip(chance, all_open(chance), {}, kAgile, limits));
}

TEST_CASE("a gap without wanted cells parts strips") {
  const Chance chance = field(1, 20);
  auto open = all_open(chance);
  std::fill(open.begin() + 5, open.begin() + 9, 0); // 5 s from the one before to the one after
  const auto strip = find_best_strip(chance, open, {}, kAgile, wide_limits());
  REQUIRE(strip);
  CHECK(strip->cells.size() == 11);
  CHECK(strip->begin == at(18.5));
}

TEST_CASE("a strip is no longer than allowed") {
  const Chance chance = field(1, 20);
  auto limits = wide_limits();
  limits.longest_s = 5.0; // five centres 1 s apart and half a second at both ends
  const auto strip = find_best_strip(chance, all_open(chance), {}, kAgile, limits);
  REQUIRE(strip);
  CHECK(strip->cells.size() == 5);
  limits.longest_s = 0.5;
  CHECK_FALSE(find_best_strip(chance, all_open(chance), {}, kAgile, limits));
}

TEST_CASE("a strip keeps its turn apart from others") {
  const Chance chance = field(1, 20);
  // At roll 0.1 until 12 s: 10 s of turn and 5 s of rest, so the strip may begin at 27 s.
  const std::vector<FixedStrip> fixed{{at(2), at(12), 0.1}};
  const auto strip = find_best_strip(chance, all_open(chance), fixed, kAgile, wide_limits());
  REQUIRE(strip);
  CHECK(strip->begin >= at(27));
  CHECK(strip->cells.size() == 2); // centres at 28 s and 29 s
}

TEST_CASE("a strip keeps to the time of its plan") {
  const Chance chance = field(1, 20);
  auto limits = wide_limits();
  limits.from = at(15);
  limits.until = at(20);
  const auto strip = find_best_strip(chance, all_open(chance), {}, kAgile, limits);
  REQUIRE(strip);
  CHECK(strip->begin >= at(15));
  CHECK(strip->end <= at(20));
  CHECK(strip->cells.size() == 4); // 16 s to 19 s
}

TEST_CASE("whatever the field, the strip covers its cells and nothing forbidden") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto draw = [seed](std::uint64_t i) {
      return random_uniform({.seed = seed, .entity = 1, .purpose = 2}, i);
    };
    Chance chance;
    chance.window = {at(0), at(120), false, false};
    for (std::uint32_t i = 0; i < 150; ++i) {
      chance.looks.push_back({i, at(5.0 + 110.0 * draw(3 * i)), 0.4 * (draw(3 * i + 1) - 0.5),
                              600e3 + 1e5 * draw(3 * i + 2)});
    }
    std::sort(chance.looks.begin(), chance.looks.end(),
              [](const Look& a, const Look& b) { return a.time < b.time; });
    auto open = all_open(chance);
    for (std::size_t i = 0; i < open.size(); i += 3) {
      open[i] = 0;
    }
    const std::vector<FixedStrip> fixed{{at(30), at(35), 0.05}, {at(80), at(90), -0.1}};
    auto limits = wide_limits();
    limits.longest_gap_s = 6.0;
    limits.half_width_rad = 0.03;
    const auto strip = find_best_strip(chance, open, fixed, kAgile, limits);
    REQUIRE(strip);
    for (const auto& other : fixed) {
      const Duration turn = spacecraft::manoeuvre_time(kAgile, other.roll_rad, strip->roll_rad);
      CHECK((strip->end + turn <= other.begin || other.end + turn <= strip->begin));
    }
    for (const auto cell : strip->cells) {
      CHECK(open[cell] == 1);
      const auto look = std::find_if(chance.looks.begin(), chance.looks.end(),
                                     [&](const Look& l) { return l.cell == cell; });
      CHECK(std::abs(look->roll_rad - strip->roll_rad) <= limits.half_width_rad + 1e-9);
      CHECK(look->time >= strip->begin);
      CHECK(look->time <= strip->end);
    }
  }
}
