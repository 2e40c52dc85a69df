#pragma once

namespace urker::link {

/// Fading by scintillation in the troposphere: ITU-R P.618-13 section 2.4.1, 4 to 20 GHz by
/// measurement and up to 55 GHz by design, elevations from 5 deg; lower ones extrapolate its law
/// down to 1 deg and then stay.
class Scintillation {
 public:
  /// `wet_refractivity` is the wet term of ITU-R P.453 in N-units, median of the year.
  Scintillation(double frequency_hz, double wet_refractivity, double dish_diameter_m,
                double dish_efficiency, double turbulent_height_m = 1000.0);

  /// Standard deviation of the signal.
  [[nodiscard]] double deviation_db(double elevation_rad) const;
  /// Fade depth in standard deviations that is exceeded for a fraction of the time, 1e-4 to 0.5 by
  /// measurement; 0 for more.
  [[nodiscard]] static double depth(double fraction);

 private:
  double reference_db_; ///< deviation before the aperture averages and the path lengthens
  double averaging_m_;  ///< 1.22 times the effective diameter squared times f, by path length
  double turbulent_height_m_;
};

} // namespace urker::link
