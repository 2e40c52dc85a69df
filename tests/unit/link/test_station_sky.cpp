#include "link/atmosphere/air_mass.hpp"
#include "link/station_sky.hpp"

#include <catch2/catch.hpp>

#include <numbers>

#include "atmosphere/station_facts.hpp"

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kLow_rad = 10.0 * kDegree;

SlantAtmosphere air() {
  return {all_facts(), 0.7, {8.2e9, 45.0 * kDegree, 7.3, 0.6}, AtmosphereEdition::p618_13, ""};
}

WeatherLoss x_band() {
  return {air(), 0.02};
}

} // namespace

TEST_CASE("A shell of air takes its zenith attenuation by the air mass, at any time") {
  GroundAntennaConfig antenna;
  antenna.zenith_attenuation_db = 0.1;
  StationSky sky(antenna);
  const AtmosphericLoss loss = sky.loss(kStart, kLow_rad);
  CHECK(loss.total_db == Approx(0.1 * air_mass(kLow_rad)));
  CHECK(loss.absorbed_db() == loss.total_db);
  CHECK(sky.loss(kStart + std::chrono::hours(5), kLow_rad).total_db == loss.total_db);
}

TEST_CASE("Steady weather is that of its share of the year") {
  StationSky sky(x_band(), 0.01);
  CHECK(sky.loss(kStart, kLow_rad).total_db == Approx(air().exceeded(kLow_rad, 0.01).total_db));
  CHECK(sky.loss(kStart, kLow_rad).total_db >
        StationSky(x_band(), 0.1).loss(kStart, kLow_rad).total_db);
}

TEST_CASE("A copy of weather in time goes on where the first does") {
  const orbit::Geodetic place{0.7, 0.87, 0.0};
  StationSky sky(x_band(), RainState(7, place));
  StationSky copy = sky;
  bool changes = false;
  for (int hour = 0; hour < 100; ++hour) {
    const Time t = kStart + std::chrono::hours(hour);
    const double total_db = sky.loss(t, kLow_rad).total_db;
    CHECK(copy.loss(t, kLow_rad).total_db == total_db);
    changes = changes || total_db != sky.loss(kStart, kLow_rad).total_db;
  }
  CHECK(changes);
}
