#pragma once

#include "base/fields.hpp"

#include <optional>

namespace urker::link {

/// A receiving antenna on the ground, at the band in which it works.
struct GroundAntennaConfig {
  double lowest_frequency_hz = 0.0; ///< of the band that it receives
  double highest_frequency_hz = 0.0;
  double g_over_t_db_k = 0.0;          ///< at the zenith under clear sky
  double system_temperature_k = 120.0; ///< at the zenith under clear sky
  double zenith_attenuation_db = 0.05; ///< of the whole atmosphere at the band
  std::optional<double> beamwidth_rad; ///< full width at half power
  double lock_time_s = 1.0;            ///< of its demodulator, from signal to data

  /// A carrier with all its bandwidth.
  [[nodiscard]] bool receives(double frequency_hz, double bandwidth_hz) const {
    return lowest_frequency_hz <= frequency_hz - 0.5 * bandwidth_hz &&
           frequency_hz + 0.5 * bandwidth_hz <= highest_frequency_hz;
  }
  /// Full width at half power: what is given, or that of a dish of this gain with an aperture
  /// efficiency of 0.6, 70 deg of wavelengths a diameter (G. Maral, M. Bousquet, "Satellite
  /// Communications Systems", section 5.2).
  [[nodiscard]] double half_power_beamwidth_rad() const;
  /// Diameter of a dish with that beam.
  [[nodiscard]] double diameter_m(double frequency_hz) const;
};
void describe(FieldVisitor& v, GroundAntennaConfig& c);

} // namespace urker::link
