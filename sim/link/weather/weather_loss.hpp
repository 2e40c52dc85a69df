#pragma once

#include "link/atmosphere/slant_atmosphere.hpp"

namespace urker::link {

/// Attenuation between a site and space by the state of its weather, a standard normal number
/// (RainState): what ITU-R P.618 gives as exceeded for the share of the year in which the state is
/// higher. So every path from the site has the Recommendation's long-term distribution at its own
/// frequency and elevation, and all are wet together.
///
/// P.618's rain goes on where it does not rain: here it ends where the share reaches the
/// probability of rain at the site (P.837), and fades in from there to 0.6 of it. Clouds and vapour
/// go with the rain's state, as P.618 adds them up; scintillation is the depth for that share, not
/// a signal of its own.
class WeatherLoss {
 public:
  WeatherLoss(const SlantAtmosphere& atmosphere, double rain_probability);

  /// More of the state is never less loss.
  [[nodiscard]] AtmosphericLoss in_state(double z, double elevation_rad) const;
  /// Discrimination of polarisations that rain and ice leave (ITU-R P.618); infinite without rain.
  [[nodiscard]] double cross_polarisation_db(double z, double elevation_rad) const;

 private:
  [[nodiscard]] double wet_part(double z) const;

  SlantAtmosphere atmosphere_;
  double first_rain_ = 0.0; ///< z at which it begins
  double full_rain_ = 0.0;  ///< z from which all of P.618's rain counts
};

} // namespace urker::link
