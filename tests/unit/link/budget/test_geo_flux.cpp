#include "link/budget/geo_flux.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace urker::link;

namespace {

constexpr double kRadius_m = 6978e3;

RadioConfig x_band() {
  RadioConfig c;
  c.frequency_hz = 8.2e9;
  c.transmit_power_dbw = 10.0;
  c.feeder_loss_db = 1.0;
  c.antenna_gain_dbi = 6.0;
  return c;
}

double flux_dbw_m2(const RadioConfig& radio) {
  return geo_flux_dbw_m2(radio, kRadius_m, 300e6, 4e3);
}

} // namespace

TEST_CASE("Number 22.5 limits Earth exploration satellites in 8025 to 8400 MHz") {
  REQUIRE(geo_flux_limit_at(8.2e9));
  CHECK(geo_flux_limit_at(8.2e9)->high_dbw_m2 == -174.0);
  CHECK(geo_flux_limit_at(8.2e9)->bandwidth_hz == 4e3);
  CHECK_FALSE(geo_flux_limit_at(8.45e9));
  CHECK_FALSE(geo_flux_limit_at(2.2e9));
}

TEST_CASE("An antenna without directions is nearest to the geostationary orbit straight up") {
  // 15 dBW over 35186.2 km is 15 - 161.92 dBW/m2; 4 kHz of 300 MHz are 48.75 dB less.
  CHECK(flux_dbw_m2(x_band()) == Approx(-195.670).margin(2e-3));
}

TEST_CASE("Of a pattern counts what passes the Earth's limb") {
  auto radio = x_band();
  radio.antenna_gain_dbi.reset();
  radio.antenna.emplace();
  radio.antenna->type = AntennaType::parabolic;
  radio.antenna->gain_dbi = 30.0;
  radio.antenna->beamwidth_rad = 5.0 * std::numbers::pi / 180.0;
  radio.antenna->floor_dbi = -10.0;
  radio.antenna->pointing = AntennaPointing::nadir;
  // The beam is on the Earth; its floor is 16 dB below the gain above, straight up.
  CHECK(flux_dbw_m2(radio) == Approx(-195.670 - 16.0).margin(2e-3));
  // At a station on the horizon it looks on to the orbit behind: 44509 km, at the limb, 66.07 deg
  // off the nadir.
  radio.antenna->pointing = AntennaPointing::station;
  CHECK(flux_dbw_m2(radio) == Approx(-195.670 + 24.0 - 2.042).margin(2e-2));
}
