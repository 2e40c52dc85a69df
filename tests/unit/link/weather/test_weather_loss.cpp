#include "link/atmosphere/normal.hpp"
#include "link/weather/weather_loss.hpp"
#include "orbit/earth/geodesy.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "../atmosphere/station_facts.hpp"

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kRainProbability = 0.03;
const orbit::Geodetic kBaku{40.41 * kDegree, 49.87 * kDegree, 0.0};

SlantAtmosphere ku_band() {
  return {all_facts(),
          kBaku.latitude_rad,
          {12e9, 45.0 * kDegree, 1.2, 0.6},
          AtmosphereEdition::p618_13,
          "station"};
}

} // namespace

TEST_CASE("In a state of the weather every path loses what P.618 gives for its share of the year") {
  const SlantAtmosphere atmosphere = ku_band();
  const WeatherLoss loss(atmosphere, kRainProbability);
  for (const double share : {0.01, 0.001, 1e-4, 1e-5}) {
    const double z = normal_quantile(1.0 - share);
    for (const double elevation_deg : {5.0, 20.0, 43.0, 85.0}) {
      const AtmosphericLoss expected = atmosphere.exceeded(elevation_deg * kDegree, share);
      const AtmosphericLoss found = loss.in_state(z, elevation_deg * kDegree);
      CHECK(found.rain_db == Approx(expected.rain_db).epsilon(1e-9));
      CHECK(found.total_db == Approx(expected.total_db).epsilon(1e-9));
    }
  }
}

TEST_CASE("It rains for no more of the year than it does at the site") {
  const WeatherLoss loss(ku_band(), kRainProbability);
  const double elevation_rad = 30.0 * kDegree;
  CHECK(loss.in_state(normal_quantile(1.0 - 1.001 * kRainProbability), elevation_rad).rain_db == 0);
  CHECK(loss.in_state(normal_quantile(1.0 - 0.999 * kRainProbability), elevation_rad).rain_db > 0);
}

TEST_CASE("Rain leaves the polarisations apart by P.618, and dry air altogether") {
  const SlantAtmosphere atmosphere = ku_band();
  const WeatherLoss loss(atmosphere, kRainProbability);
  const double elevation_rad = 30.0 * kDegree;
  for (const double share : {0.01, 0.001, 1e-4}) {
    CHECK(loss.cross_polarisation_db(normal_quantile(1.0 - share), elevation_rad) ==
          Approx(atmosphere.cross_polarisation_db(elevation_rad, share)).epsilon(1e-9));
  }
  CHECK(std::isinf(loss.cross_polarisation_db(0.0, elevation_rad)));
}

TEST_CASE("Worse weather never costs less, from the best to the worst") {
  const WeatherLoss loss(ku_band(), kRainProbability);
  double rain_db = 0.0;
  double total_db = 0.0;
  for (double z = -6.0; z <= 6.0; z += 1.0 / 64.0) {
    const AtmosphericLoss now = loss.in_state(z, 30.0 * kDegree);
    REQUIRE(now.rain_db >= rain_db);
    REQUIRE(now.total_db >= total_db);
    REQUIRE(now.total_db - total_db < 0.5); // and without jumps
    rain_db = now.rain_db;
    total_db = now.total_db;
  }
  CHECK(rain_db > 5.0);
}
