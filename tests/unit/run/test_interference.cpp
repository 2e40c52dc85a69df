#include "run/interference.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::run;

namespace {

link::RadioConfig radio(double frequency_hz, double rate_bit_s, double power_dbw = 10.0) {
  link::RadioConfig c;
  c.frequency_hz = frequency_hz;
  c.transmit_power_dbw = power_dbw;
  c.antenna_gain_dbi = 5.0;
  c.rates = {{rate_bit_s, 3.0}};
  return c;
}

link::GroundAntennaConfig antenna() {
  link::GroundAntennaConfig c;
  c.lowest_frequency_hz = 8e9;
  c.highest_frequency_hz = 8.4e9;
  c.g_over_t_db_k = 31.0;
  return c;
}

constexpr double kDegree = std::numbers::pi / 180.0;

} // namespace

TEST_CASE("Carriers share the part of the interferer's spectrum that overlaps") {
  const auto victim = radio(8.2e9, 100e6);
  CHECK(shared_spectrum(victim, radio(8.2e9, 100e6)) == 1.0);
  CHECK(shared_spectrum(victim, radio(8.2e9, 400e6)) == Approx(0.25));
  CHECK(shared_spectrum(victim, radio(8.2e9, 10e6)) == 1.0);
  CHECK(shared_spectrum(victim, radio(8.25e9, 100e6)) == Approx(0.5));
  CHECK(shared_spectrum(victim, radio(8.3e9, 100e6)) == 0.0);
}

TEST_CASE("A satellite in the beam's axis is as loud as its EIRP and range say") {
  const CoChannel alike(radio(8.2e9, 100e6), radio(8.2e9, 100e6), antenna());
  CHECK(alike.c_over_i_db(1e6, 1e6, 0.0) == Approx(0.0).margin(1e-12));
  CHECK(alike.c_over_i_db(1e6, 2e6, 0.0) == Approx(20.0 * std::log10(2.0)));
  const CoChannel louder(radio(8.2e9, 100e6), radio(8.2e9, 200e6, 14.0), antenna());
  CHECK(louder.c_over_i_db(1e6, 1e6, 0.0) == Approx(10.0 * std::log10(2.0) - 4.0));
}

TEST_CASE("Off the axis an interferer is heard through the side lobes of S.465") {
  const CoChannel alike(radio(8.2e9, 100e6), radio(8.2e9, 100e6), antenna());
  // The gain that makes 31 dB/K with 120 K, against 32 - 25 log10(angle) dBi.
  const double peak_dbi = 31.0 + 10.0 * std::log10(120.0);
  const double dish_dbi = // of the dish that its beam makes, at the carrier
      10.0 * std::log10(0.6 * std::pow(std::numbers::pi * 70.0 * kDegree /
                                           antenna().half_power_beamwidth_rad(),
                                       2.0));
  CHECK(dish_dbi == Approx(peak_dbi));
  for (const double degrees : {5.0, 12.0, 40.0}) {
    const double lobes_dbi = 32.0 - 25.0 * std::log10(degrees);
    CHECK(alike.c_over_i_db(1e6, 1e6, degrees * kDegree) == Approx(peak_dbi - lobes_dbi));
  }
  CHECK(alike.c_over_i_db(1e6, 1e6, 90.0 * kDegree) == Approx(peak_dbi + 10.0));
  // At half the beam's width, half the power.
  CHECK(alike.c_over_i_db(1e6, 1e6, 0.5 * antenna().half_power_beamwidth_rad()) ==
        Approx(3.0).margin(1e-6));
}
