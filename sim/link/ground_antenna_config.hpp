#pragma once

#include "base/fields.hpp"
#include "link/antenna/dish_config.hpp"
#include "link/antenna/polarisation_config.hpp"
#include "link/tracking/mount_config.hpp"

#include <optional>

namespace urker::link {

/// A receiving antenna on the ground, at the band in which it works: a figure of merit, or a dish
/// with its receiver from which that follows (Receiver).
struct GroundAntennaConfig {
  double lowest_frequency_hz = 0.0; ///< of the band that it receives
  double highest_frequency_hz = 0.0;
  std::optional<double> g_over_t_db_k; ///< at the zenith under clear sky; or
  std::optional<DishConfig> dish;
  double system_temperature_k = 120.0; ///< at the zenith under clear sky; not of a dish
  double zenith_attenuation_db = 0.05; ///< of the whole atmosphere at the band
  std::optional<double> beamwidth_rad; ///< full width at half power
  std::optional<PolarisationConfig> polarisation;
  std::optional<bool> sun_noise;    ///< whether Sun and Moon in the beam count
  double lock_time_s = 1.0;         ///< of its demodulator, from signal to data
  std::optional<MountConfig> mount; ///< none: it turns as fast as it must
  std::optional<double> geo_arc_separation_rad;

  /// A carrier with all its bandwidth.
  [[nodiscard]] bool receives(double frequency_hz, double bandwidth_hz) const {
    return lowest_frequency_hz <= frequency_hz - 0.5 * bandwidth_hz &&
           frequency_hz + 0.5 * bandwidth_hz <= highest_frequency_hz;
  }
  /// Whether Sun and Moon in the beam add to the noise: unless told otherwise, of a dish.
  [[nodiscard]] bool hears_the_sun() const { return sun_noise.value_or(dish.has_value()); }
  /// Full width at half power: what is given, or that of the dish, or of a dish of this gain with
  /// an aperture efficiency of 0.6, 70 deg of wavelengths a diameter (G. Maral, M. Bousquet,
  /// "Satellite Communications Systems", section 5.2).
  [[nodiscard]] double half_power_beamwidth_rad(double frequency_hz) const;
  /// In the middle of the band.
  [[nodiscard]] double half_power_beamwidth_rad() const;
  /// Diameter of the dish, or of one with that beam.
  [[nodiscard]] double diameter_m(double frequency_hz) const;
};
void describe(FieldVisitor& v, GroundAntennaConfig& c);

} // namespace urker::link
