#include "link/rain/rain_attenuation.hpp"
#include "link/rain/rain_rate.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <vector>

using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kMmPerHour_m_s = 1e-3 / 3600.0;

RainAttenuation rain(double frequency_hz, double elevation_deg, double latitude_deg,
                     double rain_rate_mm_h = 40.0) {
  const RainSite site{latitude_deg * kDegree, 200.0, 4000.0, rain_rate_mm_h * kMmPerHour_m_s};
  const double elevation = elevation_deg * kDegree;
  return {site, RainCoefficients(frequency_hz).at(elevation, 45.0 * kDegree), frequency_hz,
          elevation};
}

} // namespace

TEST_CASE("The fraction of time above an attenuation inverts the attenuation exceeded") {
  for (const double frequency_hz : {4e9, 12e9, 20e9, 50e9}) {
    for (const double elevation : {2.0, 10.0, 30.0, 60.0, 90.0}) {
      for (const double latitude : {-5.0, 20.0, 35.9, 43.0}) {
        const RainAttenuation a = rain(frequency_hz, elevation, latitude);
        for (const double fraction : {1e-7, 1e-5, 3e-4, 0.01, 0.05, 0.5}) {
          if (fraction == 1e-5 && latitude < 36.0) {
            continue; // where the formula may have turned down already
          }
          REQUIRE(a.fraction_above(a.exceeded_db(fraction)) == Approx(fraction).epsilon(1e-9));
        }
      }
    }
  }
  CHECK(rain(12e9, 30.0, 43.0).fraction_above(1e-9) == 1.0);
  CHECK(rain(12e9, 30.0, 43.0).fraction_above(1e9) < 1e-11);
}

TEST_CASE(
    "Attenuation falls with the time it is exceeded, with no step where the formula changes") {
  for (const double latitude : {0.0, 30.0, 50.0}) {
    const RainAttenuation a = rain(30e9, 12.0, latitude, 90.0);
    CHECK(a.exceeded_db(0.00999999) == Approx(a.exceeded_db(0.01)).epsilon(1e-5));
    CHECK(a.exceeded_db(0.99999e-5) ==
          Approx(a.exceeded_db(1e-5)).epsilon(latitude < 36 ? 0.1 : 1e-5));
    double before = INFINITY;
    for (double fraction = 1e-9;
         fraction<1.0; fraction *= fraction> 0.9e-5 && fraction < 5e-5 ? 5.0 : 1.2) {
      REQUIRE(a.exceeded_db(fraction) < before);
      before = a.exceeded_db(fraction);
    }
  }
}

TEST_CASE("A path below the rain height is bent only low down") {
  CHECK(rain_path_m(3000.0, 30.0 * kDegree) == Approx(6000.0));
  CHECK(rain_path_m(3000.0, 4.99 * kDegree) ==
        Approx(rain_path_m(3000.0, 5.0 * kDegree)).epsilon(0.025)); // eqs. 1 and 2 differ there
  CHECK(rain_path_m(3000.0, 0.0) == Approx(std::sqrt(2.0 * 3000.0 * 8500e3)));
  CHECK(rain_path_m(-1.0, 1.0) == 0.0);
}

TEST_CASE("Attenuation on a path is more likely than rain at its foot") {
  const double flat = rain_attenuation_probability(0.05, 20e3, 0.1);
  const double steep = rain_attenuation_probability(0.05, 4e3, 1.5);
  CHECK(steep > 0.05);
  CHECK(flat > steep);
  CHECK(rain_attenuation_probability(0.0, 4e3, 1.0) == 0.0);
}

TEST_CASE("Rain rates of a year follow from its months") {
  std::vector<RainMonth> months(12, {283.15, 0.050});
  const RainClimate climate(months);
  const double rate = climate.exceeded_m_s(1e-4);
  CHECK(climate.fraction_above(rate) == Approx(1e-4));
  CHECK(climate.exceeded_m_s(climate.rain_probability() * 1.01) == 0.0);
  // Twice the rain in the same temperature: twice the time.
  for (RainMonth& month : months) {
    month.rainfall_m *= 2.0;
  }
  CHECK(RainClimate(months).rain_probability() == Approx(2.0 * climate.rain_probability()));
  CHECK(RainClimate(months).fraction_above(rate) == Approx(2e-4));
  // No month rains for more than 70 % of its time; beyond that it rains harder.
  for (RainMonth& month : months) {
    month = {253.15, 1.0};
  }
  CHECK(RainClimate(months).rain_probability() == Approx(0.7));
}
