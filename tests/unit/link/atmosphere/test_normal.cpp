#include "link/atmosphere/normal.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker::link;

TEST_CASE("Quantiles invert the normal distribution in both tails") {
  for (const double p : {1e-300, 1e-12, 1e-5, 0.001, 0.2, 0.5, 0.7, 0.999}) {
    const double x = normal_quantile(p);
    CHECK(normal_above(-x) == Approx(p).epsilon(1e-12));
  }
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14)); // tables
  CHECK(normal_quantile(0.5) == Approx(0.0).margin(1e-15));
}

TEST_CASE("Two variables are both above a limit as often as they are correlated") {
  for (const double x : {0.0, 1.0, 2.5}) {
    const double one = normal_above(x);
    CHECK(both_above(x, 0.0) == Approx(one * one).epsilon(1e-13));
    CHECK(both_above(x, 1.0) == Approx(one).epsilon(1e-12));
  }
  // Sheppard: both above their mean.
  CHECK(both_above(0.0, 0.5) == Approx(0.25 + std::asin(0.5) / (2.0 * std::numbers::pi)));
}
