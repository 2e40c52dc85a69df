#include "link/budget/co_channel.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::link;

namespace {

RadioConfig radio(double frequency_hz, double rate_bit_s, double power_dbw = 10.0) {
  RadioConfig c;
  c.frequency_hz = frequency_hz;
  c.transmit_power_dbw = power_dbw;
  c.antenna_gain_dbi = 5.0;
  c.rates = {{rate_bit_s, 3.0}};
  return c;
}

GroundAntennaConfig antenna() {
  GroundAntennaConfig c;
  c.lowest_frequency_hz = 8e9;
  c.highest_frequency_hz = 8.4e9;
  c.g_over_t_db_k = 31.0;
  return c;
}

constexpr double kDegree = std::numbers::pi / 180.0;

/// Of both, `off_axis_rad` apart in elevation.
double c_over_i_db(const RadioConfig& victim, const RadioConfig& interferer, double off_axis_rad,
                   double interferer_range_m = 1e6) {
  const Transmitter own(victim), other(interferer);
  const Receiver receiver(antenna(), victim.frequency_hz);
  LineOfSight to_own, to_other;
  to_own.range_m = 1e6;
  to_other.range_m = interferer_range_m;
  to_other.elevation_rad = off_axis_rad;
  return CoChannel(own, other, receiver).c_over_i_db(to_own, to_other);
}

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
  const auto victim = radio(8.2e9, 100e6);
  CHECK(c_over_i_db(victim, victim, 0.0) == Approx(0.0).margin(1e-12));
  CHECK(c_over_i_db(victim, victim, 0.0, 2e6) == Approx(20.0 * std::log10(2.0)));
  CHECK(c_over_i_db(victim, radio(8.2e9, 200e6, 14.0), 0.0) ==
        Approx(10.0 * std::log10(2.0) - 4.0));
}

TEST_CASE("Off the axis an interferer is heard through the side lobes of S.465") {
  const auto victim = radio(8.2e9, 100e6);
  // The gain that makes 31 dB/K with 120 K, against 32 - 25 log10(angle) dBi; at the carrier.
  const double peak_dbi = 31.0 + 10.0 * std::log10(120.0);
  for (const double degrees : {5.0, 12.0, 40.0}) {
    const double lobes_dbi = 32.0 - 25.0 * std::log10(degrees);
    CHECK(c_over_i_db(victim, victim, degrees * kDegree) == Approx(peak_dbi - lobes_dbi));
  }
  CHECK(c_over_i_db(victim, victim, 90.0 * kDegree) == Approx(peak_dbi + 10.0));
  // At half the beam's width, half the power.
  CHECK(c_over_i_db(victim, victim, 0.5 * antenna().half_power_beamwidth_rad()) ==
        Approx(3.0).margin(1e-6));
}

TEST_CASE("A pattern is heard by its gain towards the station") {
  auto interferer = radio(8.2e9, 100e6);
  interferer.antenna_gain_dbi.reset();
  interferer.antenna.emplace();
  interferer.antenna->type = AntennaType::parabolic;
  interferer.antenna->gain_dbi = 25.0;
  interferer.antenna->beamwidth_rad = 20.0 * kDegree;
  interferer.antenna->floor_dbi = -60.0;
  const Transmitter own(radio(8.2e9, 100e6)), other(interferer);
  const Receiver receiver(antenna(), 8.2e9);
  const CoChannel channel(own, other, receiver);
  LineOfSight line;
  line.range_m = 1e6;
  CHECK(channel.c_over_i_db(line, line) == Approx(-20.0)); // 5 against 25 dBi
  LineOfSight aside = line;
  aside.off_nadir_rad = 10.0 * kDegree;
  CHECK(channel.c_over_i_db(line, aside) == Approx(-17.0)); // half the beam's width
}

TEST_CASE("Noise and interference add up over what the carrier fills") {
  const auto victim = radio(8.2e9, 100e6);
  CHECK(disturbed_db_hz(victim, 83.0, 0.0) == 83.0);
  // C/I of 3 dB over 100 MHz is 83 dB Hz: as much as the noise.
  CHECK(disturbed_db_hz(victim, 83.0, std::pow(10.0, -0.3)) ==
        Approx(83.0 - 10.0 * std::log10(2.0)));
}

TEST_CASE("The angle between two lines of sight is exact where it is small") {
  LineOfSight a, b;
  a.elevation_rad = b.elevation_rad = 60.0 * kDegree;
  b.azimuth_rad = 1e-6;
  CHECK(separation_rad(a, b) == Approx(0.5e-6).epsilon(1e-6));
  b.azimuth_rad = std::numbers::pi;
  CHECK(separation_rad(a, b) == Approx(60.0 * kDegree));
}
