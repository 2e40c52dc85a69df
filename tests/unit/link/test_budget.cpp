#include "link/atmosphere/air_mass.hpp"
#include "link/budget.hpp"
#include "link/station_sky.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

RadioConfig x_band() {
  RadioConfig radio;
  radio.frequency_hz = 8.2e9;
  radio.transmit_power_dbw = 10.0;
  radio.antenna_gain_dbi = 7.0;
  radio.feeder_loss_db = 1.0;
  radio.pointing_loss_db = 0.5;
  radio.polarisation_loss_db = 0.25;
  radio.implementation_loss_db = 1.5;
  radio.rates = {{100e6, 4.5}};
  return radio;
}

LinkBudget budget(const RadioConfig& radio, const GroundAntennaConfig& antenna, double range_m,
                  const AtmosphericLoss& air) {
  LineOfSight line;
  line.range_m = range_m;
  return link_budget(Transmitter(radio), Receiver(antenna, radio.frequency_hz), line, air);
}

AtmosphericLoss shell(const GroundAntennaConfig& antenna, double elevation_rad) {
  return StationSky(antenna).loss(kStart, elevation_rad);
}

} // namespace

TEST_CASE("Free-space loss equals the figures of the link tables") {
  GroundAntennaConfig antenna;
  antenna.g_over_t_db_k = 30.0;
  // 20 log10(4 pi d f / c), worked by hand to 0.05 dB.
  CHECK(budget(x_band(), antenna, 1500e3, shell(antenna, 1.0)).free_space_loss_db ==
        Approx(174.24).margin(0.05));
  CHECK(budget(x_band(), antenna, 2600e3, shell(antenna, 1.0)).free_space_loss_db ==
        Approx(179.02).margin(0.05));
  auto ku = x_band();
  ku.frequency_hz = 12e9;
  CHECK(budget(ku, antenna, 37500e3, shell(antenna, 1.0)).free_space_loss_db ==
        Approx(205.5).margin(0.05));
}

TEST_CASE("Every term of the budget stands in the sum") {
  GroundAntennaConfig antenna;
  antenna.g_over_t_db_k = 31.0;
  antenna.zenith_attenuation_db = 0.0;
  const LinkBudget b = budget(x_band(), antenna, 1000e3, shell(antenna, 90.0 * kDegree));
  CHECK(b.eirp_dbw == Approx(16.0));
  CHECK(b.air.total_db == 0.0);
  CHECK(b.noise.g_over_t_db_k == 31.0);
  // -10 log10(k) = 228.599 dB
  CHECK(b.cn0_db_hz ==
        Approx(16.0 - 0.5 - 0.25 - b.free_space_loss_db + 31.0 + 228.5992).margin(1e-3));
  CHECK(margin_db(x_band(), x_band().rates[0], 90.0) == Approx(90.0 - 80.0 - 4.5 - 1.5));
}

TEST_CASE("The air mass follows the flat slab high up and stays finite at the horizon") {
  CHECK(air_mass(90.0 * kDegree) == Approx(1.0));
  CHECK(air_mass(30.0 * kDegree) == Approx(2.0).epsilon(0.002));
  CHECK(air_mass(18.0 * kDegree) == Approx(1.0 / std::sin(18.0 * kDegree)).epsilon(0.01));
  CHECK(air_mass(5.0 * kDegree) < 1.0 / std::sin(5.0 * kDegree));
  CHECK(air_mass(0.0) == Approx(46.1).epsilon(0.01)); // sqrt(2 R / h) nearly
  CHECK(air_mass(-0.1) == air_mass(0.0));
}

TEST_CASE("Warm air near the horizon costs signal and adds noise") {
  GroundAntennaConfig antenna;
  antenna.g_over_t_db_k = 31.0;
  antenna.system_temperature_k = 100.0;
  antenna.zenith_attenuation_db = 0.1;
  const LinkBudget zenith = budget(x_band(), antenna, 1000e3, shell(antenna, 90.0 * kDegree));
  const LinkBudget low = budget(x_band(), antenna, 1000e3, shell(antenna, 5.0 * kDegree));
  CHECK(zenith.noise.g_over_t_db_k == Approx(31.0));
  const double loss = 0.1 * air_mass(5.0 * kDegree);
  CHECK(low.air.total_db == Approx(loss));
  const double noise_k = 275.0 * (std::pow(10.0, -0.01) - std::pow(10.0, -loss / 10.0));
  CHECK(low.noise.g_over_t_db_k == Approx(31.0 - 10.0 * std::log10(1.0 + noise_k / 100.0)));
  CHECK(low.cn0_db_hz < zenith.cn0_db_hz - 1.5);
}

TEST_CASE("A dish's beam is as wide as its gain tells, unless it is given") {
  // 3.7 m at 12 GHz: 148 wavelengths, 51.13 dBi at an efficiency of 0.6, and 70 / 148 deg.
  GroundAntennaConfig antenna;
  antenna.system_temperature_k = 100.0;
  antenna.g_over_t_db_k = 51.13 - 20.0;
  CHECK(antenna.half_power_beamwidth_rad() / kDegree == Approx(70.0 / 148.1).epsilon(1e-3));
  antenna.beamwidth_rad = 0.2 * kDegree;
  CHECK(antenna.half_power_beamwidth_rad() == 0.2 * kDegree);
  antenna.beamwidth_rad.reset();
  antenna.g_over_t_db_k = -30.0;
  CHECK(antenna.half_power_beamwidth_rad() == Approx(90.0 * kDegree));
}
