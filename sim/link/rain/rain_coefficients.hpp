#pragma once

namespace urker::link {

/// Specific attenuation by rain: gamma = k R^alpha with R mm/h and gamma dB/km.
struct RainLaw {
  double k = 0.0;
  double alpha = 0.0;
  [[nodiscard]] double attenuation_db_m(double rain_rate_m_s) const;
};

/// ITU-R P.838-3 at one frequency, 1 to 1000 GHz.
class RainCoefficients {
 public:
  explicit RainCoefficients(double frequency_hz);

  /// For a path and a polarisation: tilt 0 is horizontal, 90 deg vertical, 45 deg circular.
  [[nodiscard]] RainLaw at(double elevation_rad, double tilt_rad) const;

 private:
  double k_horizontal_, k_vertical_;
  double alpha_horizontal_, alpha_vertical_;
};

} // namespace urker::link
