#include "base/random.hpp"
#include "link/weather/cloud_gaps.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

using namespace urker;
using namespace urker::link;

namespace {

CloudGaps gaps(double mean_cover, std::uint64_t seed = 2040) {
  return {std::make_shared<const CloudField>(CloudConfig{mean_cover, 300e3, 6 * 3600.0, {}}, seed),
          seed};
}

/// Places all over the globe, times over 100 days.
double open_share(const CloudGaps& sky, int probes) {
  const RandomKey key{5, key_of("test"), key_of("lines")};
  int open = 0;
  for (int i = 0; i < probes; ++i) {
    const auto n = static_cast<std::uint64_t>(3 * i);
    const orbit::Geodetic place{std::asin(2.0 * random_uniform(key, n) - 1.0),
                                2.0 * std::numbers::pi * random_uniform(key, n + 1), 0.0};
    open += sky.openness(place, kStart + round_seconds(8.64e6 * random_uniform(key, n + 2))) >= 0.0;
  }
  return static_cast<double>(open) / probes;
}

constexpr double kDegree = std::numbers::pi / 180.0;

} // namespace

TEST_CASE("Lines of sight are blocked for the share that the mean cover says") {
  constexpr int kProbes = 40000;
  for (const double mean : {0.1, 0.45, 0.8}) {
    const CloudGaps sky = gaps(mean);
    const double five_sigma = 5.0 * std::sqrt(mean * (1.0 - mean) / kProbes);
    CHECK(open_share(sky, kProbes) == Approx(1.0 - mean).margin(five_sigma));
    CHECK(sky.mean_open({}, kStart) == Approx(1.0 - mean));
  }
}

TEST_CASE("The sky is the same whoever looks, and changes within a pass only a little at a time") {
  const CloudGaps sky = gaps(0.5);
  const orbit::Geodetic place{40.0 * kDegree, 49.0 * kDegree, 0.0};
  const double first = sky.openness(place, kStart + std::chrono::hours(3));
  double before = sky.openness(place, kStart);
  double most = 0.0;
  double largest = 0.0, smallest = 0.0;
  for (int s = 1; s <= 3 * 86400; s += 10) {
    const double now = sky.openness(place, kStart + std::chrono::seconds(s));
    most = std::max(most, std::abs(now - before));
    largest = std::max(largest, now);
    smallest = std::min(smallest, now);
    before = now;
  }
  CHECK(most < 0.25); // in 10 s, where knots are 900 s apart
  CHECK(largest > 0.0);
  CHECK(smallest < 0.0);
  CHECK(gaps(0.5).openness(place, kStart + std::chrono::hours(3)) == first);
  CHECK(gaps(0.5, 7).openness(place, kStart + std::chrono::hours(3)) != first);
}

TEST_CASE("A line of sight meets clouds where its height says") {
  const orbit::Geodetic site{40.0 * kDegree, 49.0 * kDegree, 500.0};
  const auto north = pierce_point(site, 0.0, 45.0 * kDegree, 3000.0);
  CHECK(north.height_m == 3500.0);
  CHECK((north.latitude_rad - site.latitude_rad) * 6371008.8 == Approx(3000.0));
  CHECK(north.longitude_rad == site.longitude_rad);
  const auto east = pierce_point(site, 90.0 * kDegree, 20.0 * kDegree, 3000.0);
  CHECK(orbit::great_circle_m(site, east) ==
        Approx(3000.0 / std::tan(20.0 * kDegree)).epsilon(1e-4));
}
