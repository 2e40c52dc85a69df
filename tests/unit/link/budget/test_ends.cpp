#include "link/budget.hpp"
#include "link/noise/sun_moon.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kFrequency_hz = 8.2e9;

/// 3.7 m, 0.5 mm of surface error, 0.05 deg of pointing error.
GroundAntennaConfig dish() {
  GroundAntennaConfig c;
  c.dish.emplace();
  c.dish->diameter_m = 3.7;
  c.dish->efficiency = 0.6;
  c.dish->surface_error_m = 0.5e-3;
  c.dish->pointing_error_rad = 0.05 * kDegree;
  c.dish->feeder_loss_db = 0.2;
  c.dish->amplifier_temperature_k = 60.0;
  c.dish->spillover = 0.05;
  return c;
}

AtmosphericLoss air(double loss_db) {
  return {.gas_db = loss_db, .total_db = loss_db};
}

RadioConfig radio(const AntennaConfig& antenna) {
  RadioConfig c;
  c.frequency_hz = kFrequency_hz;
  c.antenna = antenna;
  return c;
}

LineOfSight off_nadir(double degrees, double around_degrees = 0.0) {
  LineOfSight line;
  line.range_m = 1000e3;
  line.off_nadir_rad = degrees * kDegree;
  line.around_nadir_rad = around_degrees * kDegree;
  return line;
}

} // namespace

TEST_CASE("G/T of a dish of 3.7 m is that of a calculation by hand") {
  const Receiver receiver(dish(), kFrequency_hz);
  // 0.6 (pi D / lambda)^2 is 47.828 dBi; 4.343 (4 pi e / lambda)^2 is 0.128 dB.
  // 0.1 dB of air: 275 (1 - 0.97724) + 2.7 x 0.97724 = 8.898 K, of which 0.95, and 14.5 K of the
  // ground: 22.953 K. Through 0.2 dB, with 290 (1 - 0.95499) and 60 K: 94.972 K.
  const Receiver::Noise noise = receiver.noise(air(0.1), {});
  CHECK(noise.system_temperature_k == Approx(94.972).margin(1e-3));
  CHECK(noise.gain_dbi == Approx(47.8284 - 0.1283 - 0.2).margin(1e-4));
  CHECK(noise.g_over_t_db_k == Approx(27.7242).margin(1e-4));
  CHECK(receiver.half_power_beamwidth_rad() / kDegree ==
        Approx(0.69168).margin(1e-5));                               // 70 / 101.2
  CHECK(receiver.pointing_loss_db() == Approx(0.0627).margin(1e-4)); // 12 (0.05 / 0.6917)^2
  // More air is warmer, a figure of merit at the zenith grows no worse than its own air.
  CHECK(receiver.noise(air(2.0), {}).g_over_t_db_k < noise.g_over_t_db_k - 2.0);
  // 0.5 deg off: 12 (0.5 / 0.6917)^2; 10 deg off: 32 - 25 lg 10 = 7 dBi by S.465.
  CHECK(receiver.off_axis_loss_db(0.0) == 0.0);
  CHECK(receiver.off_axis_loss_db(0.5 * kDegree) == Approx(6.270).margin(1e-3));
  CHECK(receiver.off_axis_loss_db(10.0 * kDegree) == Approx(40.7001).margin(1e-4));
}

TEST_CASE("The Sun in the beam is heard through the air, and only near the axis") {
  const Receiver receiver(dish(), kFrequency_hz);
  BodiesInSky sky;
  CHECK(receiver.bodies(sky).sun_k == 0.0);
  sky.sun_angle_rad = 0.0;
  const auto heard = receiver.bodies(sky);
  // 12382 K on 0.533 deg of a beam of 0.692 deg, of which 0.6 are the beam's own.
  const double whole_k =
      disc_noise_k(quiet_sun(kFrequency_hz), 0.0, 47.7001, receiver.half_power_beamwidth_rad());
  CHECK(heard.sun_k == Approx(whole_k).epsilon(1e-5));
  CHECK(heard.sun_k > 2000.0);
  CHECK(heard.moon_k == 0.0);
  // Half of it through 3.0103 dB, 0.95 of that past the spillover, and 0.955 through the feeder.
  const double more_k = receiver.noise(air(3.0103), heard).system_temperature_k -
                        receiver.noise(air(3.0103), {}).system_temperature_k;
  CHECK(more_k == Approx(0.5 * 0.95 * 0.954993 * whole_k).epsilon(1e-4));
  // It fades out before it is not heard any more.
  sky.sun_angle_rad = 0.999 * receiver.hearing_rad();
  CHECK(receiver.bodies(sky).sun_k < 0.02);
  sky.sun_angle_rad = std::numbers::pi;
  sky.moon_angle_rad = 0.0;
  sky.moon_lit = 1.0;
  CHECK(receiver.bodies(sky).moon_k == Approx(whole_k * 280.0 / 12382.0).epsilon(0.05));

  GroundAntennaConfig constant;
  constant.g_over_t_db_k = 27.7;
  CHECK(Receiver(constant, kFrequency_hz).hearing_rad() == 0.0); // as before
  constant.sun_noise = true;
  const Receiver hearing(constant, kFrequency_hz);
  sky.sun_angle_rad = 0.0;
  CHECK(hearing.hearing_rad() > 0.0);
  const double quiet_db = hearing.noise(air(0.05), {}).g_over_t_db_k;
  CHECK(quiet_db == Approx(27.7));
  CHECK(hearing.noise(air(0.05), hearing.bodies(sky)).g_over_t_db_k < quiet_db - 10.0);
}

TEST_CASE("An antenna on the nadir gives what its pattern has towards the station") {
  AntennaConfig antenna;
  antenna.type = AntennaType::parabolic;
  antenna.gain_dbi = 20.0;
  antenna.beamwidth_rad = 20.0 * kDegree;
  antenna.pointing_error_rad = 1.0 * kDegree;
  const Transmitter nadir(radio(antenna));
  CHECK(nadir.towards(off_nadir(0.0)).gain_dbi == Approx(20.0));
  CHECK(nadir.towards(off_nadir(0.0)).pointing_loss_db == Approx(12.0 / 400.0)); // (1 / 20)^2
  CHECK(nadir.towards(off_nadir(10.0)).gain_dbi == Approx(17.0));
  // 12 (11^2 - 10^2) / 20^2: away costs more than towards.
  CHECK(nadir.towards(off_nadir(10.0)).pointing_loss_db == Approx(0.63));
  CHECK(nadir.towards(off_nadir(60.0)).gain_dbi == Approx(-10.0)); // the floor

  antenna.pointing = AntennaPointing::station;
  antenna.steering_limit_rad = 50.0 * kDegree;
  const Transmitter steered(radio(antenna));
  CHECK(steered.towards(off_nadir(49.0)).gain_dbi == Approx(20.0));
  CHECK(steered.towards(off_nadir(60.0)).gain_dbi == Approx(17.0)); // 10 deg beyond

  // The terms stand apart in the budget; what both ends have not told is not lost twice.
  GroundAntennaConfig ground = dish();
  ground.polarisation.emplace();
  ground.polarisation->axial_ratio_db = 100.0; // linear
  antenna.polarisation.emplace();              // circular
  const LinkBudget b = link_budget(Transmitter(radio(antenna)), Receiver(ground, kFrequency_hz),
                                   off_nadir(60.0), air(0.1));
  CHECK(b.antenna_gain_dbi == Approx(17.0));
  CHECK(b.pointing_loss_db == Approx(0.63));
  CHECK(b.polarisation_loss_db == Approx(3.0103).margin(1e-4));
  CHECK(b.receiving_pointing_loss_db == Approx(0.0627).margin(1e-4));
  CHECK(b.cn0_db_hz == Approx(b.eirp_dbw - 0.63 - 3.0103 - b.free_space_loss_db - 0.1 - 0.0627 +
                              27.7242 + 228.5992)
                           .margin(1e-3));
  // Crossed circles lose all that counts.
  ground.polarisation->axial_ratio_db = 0.0;
  ground.polarisation->sense = PolarisationSense::left;
  CHECK(polarisation_mismatch_db(radio(antenna), ground) == 60.0);
}

TEST_CASE("Each type of antenna makes its pattern") {
  const double wavelength_m = 299792458.0 / kFrequency_hz;
  AntennaConfig c;
  c.type = AntennaType::uniform_aperture;
  c.diameter_m = 0.3;
  CHECK(make_pattern(c, kFrequency_hz)->gain_dbi(0.0, 0.0) ==
        Approx(10.0 * std::log10(0.6 * std::pow(std::numbers::pi * 0.3 / wavelength_m, 2.0))));
  c = {};
  c.type = AntennaType::gaussian;
  c.gain_dbi = 20.0;
  c.beamwidth_rad = 10.0 * kDegree;
  c.beamwidth_across_rad = 20.0 * kDegree;
  const auto beam = make_pattern(c, kFrequency_hz);
  CHECK(beam->gain_dbi(5.0 * kDegree, 0.0) == Approx(17.0).margin(0.02));
  CHECK(beam->gain_dbi(10.0 * kDegree, 90.0 * kDegree) == Approx(17.0).margin(0.02));
  c = {};
  c.type = AntennaType::parabolic;
  c.gain_dbi = 30.0; // a dish of 13 wavelengths: 70 / 13 deg
  CHECK(make_pattern(c, kFrequency_hz)->gain_dbi(0.5 * 70.0 / 12.995 * kDegree, 0.0) ==
        Approx(27.0).margin(1e-3));
  c = {};
  c.type = AntennaType::patch;
  c.length_m = c.width_m = 0.5 * wavelength_m;
  const double patch_dbi = make_pattern(c, kFrequency_hz)->gain_dbi(0.0, 0.0);
  CHECK(patch_dbi > 5.0);
  CHECK(patch_dbi < 9.0);
  c = {};
  c.type = AntennaType::helix;
  c.turns = 10;
  c.circumference_m = wavelength_m;
  c.spacing_m = 0.25 * wavelength_m;
  CHECK(make_pattern(c, kFrequency_hz)->gain_dbi(0.0, 0.0) == Approx(14.0).margin(2.0));
  c = {};
  c.type = AntennaType::isoflux;
  c.altitude_m = 600e3;
  c.edge_rad = 60.0 * kDegree;
  c.roll_off_rad = 15.0 * kDegree;
  const auto even = make_pattern(c, kFrequency_hz);
  CHECK(even->gain_dbi(60.0 * kDegree, 0.0) > even->gain_dbi(0.0, 0.0) + 5.0);
  c = {};
  c.type = AntennaType::tabulated;
  c.off_axis_rad = {0.0, 10.0 * kDegree};
  c.gains_dbi = {12.0, 6.0};
  CHECK(make_pattern(c, kFrequency_hz)->gain_dbi(5.0 * kDegree, 2.0) == Approx(9.0));
}
