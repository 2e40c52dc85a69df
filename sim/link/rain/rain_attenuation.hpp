#pragma once

#include "link/rain/rain_coefficients.hpp"

namespace urker::link {

/// A place as the prediction of rain attenuation sees it; heights above mean sea level.
struct RainSite {
  double latitude_rad = 0.0;
  double height_m = 0.0;
  double rain_height_m = 0.0;
  double rain_rate_m_s = 0.0; ///< exceeded for 0.01 % of an average year, ITU-R P.837
};

/// Mean rain height from that of the 0 deg C isotherm, both above mean sea level: ITU-R P.839-4.
[[nodiscard]] constexpr double rain_height_m(double isotherm_m) {
  return isotherm_m + 360.0;
}

/// Length of a path below the rain height, ITU-R P.618-13 eqs. 1 and 2; 0 above it.
[[nodiscard]] double rain_path_m(double below_rain_height_m, double elevation_rad);

/// Distribution over an average year of the rain attenuation on one path: ITU-R P.618-13 section
/// 2.2.1.1 (the same in -14), for fractions of time from 1e-5 to 0.05. For more of the time its
/// formula goes on; for less, a power law with the slope that it has at 1e-5. In heavy rain at low
/// latitudes and elevations the formula turns down before 1e-5, by up to a tenth: the
/// power law then begins at the turn, and so does the inverse.
class RainAttenuation {
 public:
  /// `law` is that of the frequency at this elevation and polarisation.
  RainAttenuation(const RainSite& site, const RainLaw& law, double frequency_hz,
                  double elevation_rad);

  /// Exceeded for this fraction of the time.
  [[nodiscard]] double exceeded_db(double fraction) const;
  /// The fraction of the time for which an attenuation above 0 is exceeded: the inverse, 1 at most.
  [[nodiscard]] double fraction_above(double attenuation_db) const;

 private:
  [[nodiscard]] double exponent(double percent) const;
  [[nodiscard]] double slope(double percent) const;
  [[nodiscard]] double formula_db(double percent) const;
  [[nodiscard]] double least_percent() const;

  double at_001_db_ = 0.0;     ///< exceeded for 0.01 %
  double log_001_ = 0.0;       ///< its natural logarithm
  double sine_ = 0.0;          ///< of the elevation
  double latitude_term_ = 0;   ///< beta of step 10 for less than 1 % of the time
  double least_percent_ = 0.0; ///< to which the formula falls
  double least_slope_ = 0.0;   ///< there
};

/// Fraction of the time with rain attenuation on a path, from that with rain at the site: ITU-R
/// P.618-13 section 2.2.1.2.
[[nodiscard]] double rain_attenuation_probability(double rain_probability, double rain_path_m,
                                                  double elevation_rad);

} // namespace urker::link
