#include "base/random.hpp"
#include "link/weather/cloud_field.hpp"

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
    const double cover = field.cover_of(z, 0.3);
    REQUIRE(cover >= before);
    before = cover;
  }
  CHECK(field.cover_of(-8.0, 0.3) < 1e-12);
  CHECK(field.cover_of(8.0, 0.3) == Approx(1.0));
}

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

CloudConfig two_climates() {
  CloudConfig config;
  // A dry south with clear summers, and a north that is always grey.
  config.climate = {{38.0 * kDegree,
                     58.0 * kDegree,
                     {0.6, 0.6, 0.6, 0.5, 0.4, 0.2, 0.1, 0.1, 0.1, 0.3, 0.5, 0.6}},
                    {55.0 * kDegree, 69.0 * kDegree, std::vector<double>(12, 0.7)}};
  return config;
}

} // namespace

TEST_CASE("Mean cover is the month's in its middle and goes straight to the next") {
  const orbit::Geodetic south{38.0 * kDegree, 58.0 * kDegree, 0.0};
  const CloudClimate climate(two_climates(), {2027, 1, 1, 0, 0, 0.0});
  const double month_s = 365.2425 * 86400.0 / 12.0;
  const auto mean = [&](double months) {
    return climate.mean_cover(south, kStart + round_seconds(months * month_s));
  };
  CHECK(mean(0.5) == Approx(0.6));
  CHECK(mean(5.5) == Approx(0.2));
  CHECK(mean(5.0) == Approx(0.3));
  CHECK(mean(0.0) == Approx(0.6)); // between December and January
  CHECK(mean(6.5 + 24.0) == Approx(0.1));
  const CloudClimate from_july(two_climates(), {2027, 7, 16, 12, 0, 0.0});
  CHECK(from_july.mean_cover(south, kStart) == Approx(0.1).margin(0.01)); // months are alike
}

TEST_CASE("Between places the mean cover is weighted by the inverse square of the distance") {
  const CloudClimate climate(two_climates(), {2027, 7, 16, 12, 0, 0.0});
  const orbit::Geodetic north{55.0 * kDegree, 69.0 * kDegree, 0.0};
  CHECK(climate.mean_cover(north, kStart) == Approx(0.7));
  const orbit::Geodetic near_north{54.0 * kDegree, 69.0 * kDegree, 0.0};
  const double mean = climate.mean_cover(near_north, kStart);
  CHECK(mean < 0.7);
  CHECK(mean > 0.69);
  CHECK(climate.mean_cover({-20.0 * kDegree, 240.0 * kDegree, 0.0}, kStart) ==
        Approx(0.4).margin(0.05));
}

TEST_CASE("Cover follows the season") {
  const CloudField field(two_climates(), 11, {2027, 7, 16, 12, 0, 0.0});
  const orbit::Geodetic south{38.0 * kDegree, 58.0 * kDegree, 0.0};
  const auto mean_over_30_days = [&](double first_day) {
    double sum = 0.0;
    int count = 0;
    for (int year = 0; year < 40; ++year) {
      for (double day = first_day - 15.0; day < first_day + 15.0; day += 1.0) {
        sum += field.cover(south, kStart + round_seconds((year * 365.2425 + day) * 86400.0));
        ++count;
      }
    }
    return sum / count;
  };
  CHECK(mean_over_30_days(15.0) == Approx(0.10).margin(0.04));
  CHECK(mean_over_30_days(182.6) == Approx(0.60).margin(0.06));
}
