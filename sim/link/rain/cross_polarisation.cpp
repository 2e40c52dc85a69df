#include "link/rain/cross_polarisation.hpp"

#include <algorithm>
#include <cmath>

namespace urker::link {

namespace {

double frequency_term(double f_ghz) {
  if (f_ghz < 9.0) {
    return 60.0 * std::log10(f_ghz) - 28.3;
  }
  return f_ghz < 36.0 ? 26.0 * std::log10(f_ghz) + 4.1 : 35.9 * std::log10(f_ghz) - 11.3;
}

double attenuation_factor(double f_ghz) {
  if (f_ghz < 9.0) {
    return 30.8 * std::pow(f_ghz, -0.21);
  }
  if (f_ghz < 20.0) {
    return 12.8 * std::pow(f_ghz, 0.19);
  }
  return f_ghz < 40.0 ? 22.6 : 13.0 * std::pow(f_ghz, 0.15);
}

/// Step 5: standard deviation of the raindrops' canting angle, in degrees.
double canting_deg(double percent) {
  if (percent <= 0.001) {
    return 15.0;
  }
  if (percent <= 0.01) {
    return 10.0;
  }
  return percent <= 0.1 ? 5.0 : 0.0;
}

} // namespace

double cross_polarisation_db(double rain_attenuation_db, double frequency_hz, double elevation_rad,
                             double tilt_rad, double fraction) {
  constexpr double kLowest_ghz = 6.0;
  // A product of decimal fractions is to fall on the steps that the Recommendation means.
  const double percent = 100.0 * fraction * (1.0 - 1e-12);
  const double f_ghz = 1e-9 * frequency_hz;
  const double model_ghz = std::max(f_ghz, kLowest_ghz);
  const double canting = canting_deg(percent);
  const double rain = frequency_term(model_ghz) -
                      attenuation_factor(model_ghz) * std::log10(rain_attenuation_db) -
                      10.0 * std::log10(1.0 - 0.484 * (1.0 + std::cos(4.0 * tilt_rad))) -
                      40.0 * std::log10(std::cos(elevation_rad)) + 0.0053 * canting * canting;
  const double without_ice = 1.0 - 0.5 * (0.3 + 0.1 * std::log10(100.0 * fraction));
  return rain * without_ice - 20.0 * std::log10(f_ghz / model_ghz);
}

} // namespace urker::link
