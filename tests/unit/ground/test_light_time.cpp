#include "ground/light_time.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::ground;

TEST_CASE("light takes the range over its speed") {
  const Time arrival = light_arrival([](Time) { return 299792458.0; }, kStart);
  CHECK(arrival >= kStart + std::chrono::seconds(1));
  CHECK(arrival <= kStart + std::chrono::seconds(1) + Duration(1));
}

TEST_CASE("the range counts when the signal arrives") {
  // The other end flees at a hundredth of the speed of light: d / c = (1 + t / 100) s at t = d / c.
  const auto range_m = [](Time t) { return 299792458.0 * (1.0 + seconds_since_start(t) / 100.0); };
  const Time arrival = light_arrival(range_m, kStart);
  CHECK(seconds_since_start(arrival) == Approx(1.0 / 0.99).epsilon(2e-6));
}

TEST_CASE("no signal comes before the least range allows") {
  for (int i = 0; i < 100; ++i) {
    const double range = 500e3 + 1234.567 * i;
    const Time arrival = light_arrival([=](Time) { return range; }, kStart);
    CHECK(arrival >= kStart + floor_seconds(range / 299792458.0));
  }
}
