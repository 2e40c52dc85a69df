#include "base/random.hpp"
#include "link/cloud_field.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <vector>

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kEarthRadius_m = 6371008.8;
const RandomKey kPlaces{7, key_of("test"), key_of("places")};

/// Places spread evenly over the globe and times over 100 days, by keyed draws.
struct Probe {
  orbit::Geodetic place;
  Time time;
};
Probe probe(std::uint64_t i) {
  return {{std::asin(2.0 * random_uniform(kPlaces, 3 * i) - 1.0),
           2.0 * std::numbers::pi * random_uniform(kPlaces, 3 * i + 1), 0.0},
          kStart + round_seconds(8.64e6 * random_uniform(kPlaces, 3 * i + 2))};
}

/// Place at a distance north or south: on a sphere a change of latitude alone.
orbit::Geodetic moved(const orbit::Geodetic& place, double distance_m) {
  const double sign = place.latitude_rad > 0.0 ? -1.0 : 1.0;
  return {place.latitude_rad + sign * distance_m / kEarthRadius_m, place.longitude_rad, 0.0};
}

constexpr std::uint64_t kProbes = 40000;

} // namespace

TEST_CASE("Cover has the mean that was asked for and is U-shaped") {
  for (const double mean : {0.2, 0.45, 0.7}) {
    const CloudField field({mean, 300e3, 6 * 3600.0}, 2040);
    double sum = 0.0;
    int clear = 0;
    int middle = 0;
    int overcast = 0;
    for (std::uint64_t i = 0; i < kProbes; ++i) {
      const double cover = field.cover(probe(i).place, probe(i).time);
      REQUIRE(cover >= 0.0);
      REQUIRE(cover <= 1.0);
      sum += cover;
      clear += cover < 0.1;
      middle += cover > 0.45 && cover < 0.55;
      overcast += cover > 0.9;
    }
    // Standard deviation of one draw is below 0.45; draws are all but independent.
    CHECK(sum / kProbes == Approx(mean).margin(5 * 0.45 / std::sqrt(double(kProbes))));
    CHECK(clear > middle);
    if (mean == 0.45) {
      CHECK(overcast > middle);
      CHECK(clear / double(kProbes) == Approx(0.303).margin(0.015));
      CHECK(overcast / double(kProbes) == Approx(0.204).margin(0.015));
    }
  }
}

TEST_CASE("The field behind the cover is standard normal") {
  const CloudField field({0.5, 300e3, 6 * 3600.0}, 1);
  double sum = 0.0;
  double squares = 0.0;
  int beyond_two = 0;
  for (std::uint64_t i = 0; i < kProbes; ++i) {
    const double z = field.normal(probe(i).place, probe(i).time);
    sum += z;
    squares += z * z;
    beyond_two += std::abs(z) > 2.0;
  }
  CHECK(sum / kProbes == Approx(0.0).margin(0.03));
  CHECK(squares / kProbes == Approx(1.0).margin(0.04));
  CHECK(beyond_two / double(kProbes) == Approx(0.0455).margin(0.006));
}

TEST_CASE("Correlation falls to 1/e at the correlation length and time") {
  const double length_m = 300e3;
  const double time_s = 6 * 3600.0;
  const CloudField field({0.5, length_m, time_s}, 3);
  const auto correlation = [&](double distance_m, double lag_s) {
    double sum = 0.0;
    for (std::uint64_t i = 0; i < kProbes; ++i) {
      const Probe p = probe(i);
      sum += field.normal(p.place, p.time) *
             field.normal(moved(p.place, distance_m), p.time + round_seconds(lag_s));
    }
    return sum / kProbes;
  };
  const double e = std::exp(-1.0);
  CHECK(correlation(length_m, 0.0) == Approx(e).margin(0.03));
  CHECK(correlation(0.0, time_s) == Approx(e).margin(0.03));
  CHECK(correlation(0.1 * length_m, 0.0) > 0.95);
  CHECK(correlation(0.5 * length_m, 0.0) == Approx(0.69).margin(0.03));
  CHECK(correlation(4.0 * length_m, 0.0) == Approx(0.0).margin(0.03));
  CHECK(correlation(0.0, 4.0 * time_s) == Approx(0.0).margin(0.03));
}

TEST_CASE("Cover depends on seed, place and time alone") {
  const CloudConfig config{0.5, 300e3, 6 * 3600.0};
  const CloudField field(config, 5);
  std::vector<double> forwards;
  for (std::uint64_t i = 0; i < 200; ++i) {
    forwards.push_back(field.cover(probe(i).place, probe(i).time));
  }
  const CloudField again(config, 5);
  const CloudField other(config, 6);
  int different = 0;
  for (std::uint64_t i = 200; i-- > 0;) {
    REQUIRE(again.cover(probe(i).place, probe(i).time) == forwards[i]);
    different += other.cover(probe(i).place, probe(i).time) != forwards[i];
  }
  CHECK(different > 190);
}

TEST_CASE("The field is continuous and repeats nowhere near") {
  const CloudField field({0.5, 300e3, 6 * 3600.0}, 8);
  const orbit::Geodetic place{0.7, 0.8, 0.0};
  double before = field.normal(place, kStart);
  for (int i = 1; i < 20000; ++i) {
    const double z = field.normal(moved(place, 0.1e3 * i), kStart);
    REQUIRE(std::abs(z - before) < 0.02); // 0.1 km of 300 km
    before = z;
  }
}

TEST_CASE("More of the normal field is more cloud, from none to all") {
  const CloudField field({0.3, 300e3, 6 * 3600.0}, 8);
  double before = -1.0;
  for (double z = -8.0; z <= 8.0; z += 0.125) {
    const double cover = field.cover_of(z);
    REQUIRE(cover >= before);
    before = cover;
  }
  CHECK(field.cover_of(-8.0) < 1e-12);
  CHECK(field.cover_of(8.0) == Approx(1.0));
}
