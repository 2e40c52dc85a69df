#include "link/signal_path.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::link;

namespace {

Time at(double seconds) {
  return kStart + round_seconds(seconds);
}

const Signal kSine = [](Time t) {
  return std::sin(2.0 * std::numbers::pi * seconds_since_start(t) / 100.0);
};
constexpr Duration kKnots = std::chrono::seconds(10);

} // namespace

TEST_CASE("Stretches above a level begin and end at its crossings") {
  const auto stretches = stretches_above(kSine, 0.5, at(0.0), at(250.0), kKnots);
  REQUIRE(stretches.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const double period_s = 100.0 * static_cast<double>(i);
    CHECK(seconds_since_start(stretches[i].begin) == Approx(period_s + 100.0 / 12.0).margin(3e-9));
    CHECK(seconds_since_start(stretches[i].end) == Approx(period_s + 500.0 / 12.0).margin(3e-9));
  }
}

TEST_CASE("A stretch under way at an end of the span is cut there") {
  const auto stretches = stretches_above(kSine, 0.5, at(20.0), at(130.0), kKnots);
  REQUIRE(stretches.size() == 2);
  CHECK(stretches[0].begin == at(20.0));
  CHECK(stretches[1].end == at(130.0));
  CHECK(stretches_above(kSine, 1.1, at(0.0), at(200.0), kKnots).empty());
  CHECK(stretches_above(kSine, -1.1, at(0.0), at(200.0), kKnots).size() == 1);
  CHECK(stretches_above(kSine, 0.5, at(20.0), at(20.0), kKnots).empty());
}

TEST_CASE("A short dip between two samples is found") {
  const Signal dip = [](Time t) { return std::abs(seconds_since_start(t) - 43.21) - 0.05; };
  const auto stretches = stretches_above(dip, 0.0, at(0.0), at(100.0), kKnots);
  REQUIRE(stretches.size() == 2);
  CHECK(seconds_since_start(stretches[0].end) == Approx(43.16).margin(3e-9));
  CHECK(seconds_since_start(stretches[1].begin) == Approx(43.26).margin(3e-9));
}
