#include "link/weather/rain_state.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <vector>

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kEarthRadius_m = 6371008.8;
constexpr double kRate = RainState::kRate_1_s * RainState::kKnot_s; // of a knot
const orbit::Geodetic kAlmaty{43.24 * kDegree, 76.95 * kDegree, 790.0};

Time at_knot(double number) {
  return kStart + round_seconds(number * RainState::kKnot_s);
}

/// A site for a number, none near another: spread over the latitudes of 60 degrees either side.
orbit::Geodetic site(int number) {
  return {std::fmod(number * 38.1966, 120.0) * kDegree - 60.0 * kDegree,
          std::fmod(number * 137.5078, 360.0) * kDegree, 0.0};
}

} // namespace

TEST_CASE("Rain's state is standard normal and forgets at the rate of P.1853") {
  // Samples 2^14 knots apart are independent.
  constexpr int kSites = 20;
  constexpr int kDays = 1000;
  double sum = 0.0;
  double squares = 0.0;
  int beyond = 0;
  std::vector<double> lagged(5, 0.0);
  const std::vector<int> lags{1, 8, 256, 640, 2560};
  for (int i = 0; i < kSites; ++i) {
    RainState state(2040, site(i));
    for (int day = 0; day < kDays; ++day) {
      const std::int64_t number = day * (std::int64_t{1} << 14U) + 128 * i;
      const double z = state.knot(number);
      sum += z;
      squares += z * z;
      beyond += z > 2.0;
      for (std::size_t k = 0; k < lags.size(); ++k) {
        lagged[k] += z * state.knot(number + lags[k]);
      }
    }
  }
  constexpr double kCount = kSites * kDays;
  CHECK(sum / kCount == Approx(0.0).margin(4.0 / std::sqrt(kCount)));
  CHECK(squares / kCount == Approx(1.0).margin(4.0 * std::sqrt(2.0 / kCount)));
  const double tail = 0.5 * std::erfc(2.0 / std::numbers::sqrt2);
  CHECK(beyond / kCount == Approx(tail).margin(4.0 * std::sqrt(tail / kCount)));
  for (std::size_t k = 0; k < lags.size(); ++k) {
    CAPTURE(lags[k]);
    CHECK(lagged[k] / squares ==
          Approx(std::exp(-kRate * lags[k])).margin(4.0 / std::sqrt(kCount)));
  }
}

TEST_CASE("Steps from knot to knot have the variance of the process") {
  RainState state(1, kAlmaty);
  double squares = 0.0;
  constexpr int kSteps = 100000;
  for (int i = 0; i < kSteps; ++i) {
    const double step = state.knot(i + 1) - state.knot(i);
    squares += step * step;
  }
  CHECK(squares / kSteps ==
        Approx(2.0 * -std::expm1(-kRate)).epsilon(4.0 * std::sqrt(2.0 / kSteps)));
}

TEST_CASE("Rain's state is a function of the instant, however one comes there") {
  RainState along(5, kAlmaty);
  std::vector<double> path;
  for (int i = 0; i < 5000; ++i) {
    path.push_back(along.knot(16'000 + i)); // across 2^14 = 16 384
  }
  RainState back(5, kAlmaty);
  for (int i = 4999; i >= 0; --i) {
    REQUIRE(back.knot(16'000 + i) == path[static_cast<std::size_t>(i)]);
  }
  for (const int i : {17, 4321, 384, 383}) {
    CHECK(RainState(5, kAlmaty).knot(16'000 + i) == path[static_cast<std::size_t>(i)]);
  }
  CHECK(RainState(6, kAlmaty).knot(16'000) != path.front());
  CHECK(RainState(5, site(3)).knot(16'000) != path.front());
}

TEST_CASE("Between knots rain's state goes straight") {
  RainState state(5, kAlmaty);
  const double a = state.knot(99);
  const double b = state.knot(100);
  CHECK(state.normal(at_knot(99)) == a);
  CHECK(state.normal(at_knot(99.25)) == Approx(0.75 * a + 0.25 * b));
  CHECK(state.normal(at_knot(100) - Duration(1)) == Approx(b).margin(1e-6));
  CHECK(state.normal(at_knot(-0.5)) == Approx(0.5 * (state.knot(-1) + state.knot(0))));
}

TEST_CASE("Near sites have rain together, as P.618 says of site diversity") {
  // What makes the joint exceedance of 0.1 % at two sites with rain 4 % of the year that of
  // ITU-R P.618-13, section 2.2.4.1 (rho_r = 0.7 exp(-d/60) + 0.3 exp(-(d/700)^2) for rain and
  // rho_a = 0.94 exp(-d/30) + 0.06 exp(-(d/500)^2) for attenuation, d in km).
  struct Expected {
    double distance_m;
    double correlation;
  };
  constexpr int kPairs = 60;
  constexpr int kDays = 1000;
  for (const auto& [distance_m, expected] :
       {Expected{3e3, 0.91}, Expected{10e3, 0.77}, Expected{30e3, 0.50}, Expected{80e3, 0.24},
        Expected{300e3, 0.12}, Expected{2000e3, 0.0}}) {
    CAPTURE(distance_m);
    double products = 0.0;
    for (int i = 0; i < kPairs; ++i) {
      const orbit::Geodetic here = site(i);
      orbit::Geodetic there = here;
      if (i % 2 == 0) {
        there.latitude_rad += distance_m / kEarthRadius_m * (here.latitude_rad > 0.0 ? -1.0 : 1.0);
      } else {
        there.longitude_rad += distance_m / kEarthRadius_m / std::cos(here.latitude_rad);
      }
      RainState a(9, here);
      RainState b(9, there);
      for (int day = 0; day < kDays; ++day) {
        const std::int64_t number = day * (std::int64_t{1} << 14U);
        products += a.knot(number) * b.knot(number);
      }
    }
    CHECK(products / (kPairs * kDays) == Approx(expected).margin(0.05));
  }
}
