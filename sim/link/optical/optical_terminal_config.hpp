#pragma once

#include "base/fields.hpp"

#include <optional>
#include <vector>

namespace urker::link {

/// A rate of an optical transmitter and what its receiver needs for it: one of both.
struct OpticalRateConfig {
  double rate_bit_s = 0.0; ///< of user data
  std::optional<double> photons_per_bit;
  std::optional<double> required_power_dbw;
};
void describe(FieldVisitor& v, OpticalRateConfig& c);

/// An optical terminal of a satellite: telescope, laser, and receiver for links between satellites.
struct OpticalTerminalConfig {
  double wavelength_m = 1550e-9;
  double diameter_m = 0.0; ///< of the telescope
  double transmit_power_dbw = 0.0;
  /// Full angle of a Gaussian beam at 1/e^2; none: a plane wave over the whole telescope.
  std::optional<double> divergence_rad;
  double transmit_optics_loss_db = 1.0;
  double receive_optics_loss_db = 1.0;
  double pointing_error_rad = 0.0;  ///< constant
  double pointing_jitter_rad = 0.0; ///< standard deviation of each axis
  double jitter_exceeded = 0.01;    ///< share of the time for which jitter may cost more
  bool points_ahead = true;         ///< aims where the partner will be
  double required_margin_db = 3.0;
  std::vector<OpticalRateConfig> rates;
  double acquisition_time_s = 30.0;
  double sun_exclusion_rad = 0.0; ///< between partner and Sun, seen from here
  std::optional<double> packet_bits;
  double electrical_power_w = 0.0; ///< drawn while transmitting
  double uplink_rate_bit_s = 64e3; ///< of telecommands, of a satellite without a data radio
};
void describe(FieldVisitor& v, OpticalTerminalConfig& c);

} // namespace urker::link
