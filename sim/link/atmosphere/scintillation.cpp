#include "link/atmosphere/scintillation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

Scintillation::Scintillation(double frequency_hz, double wet_refractivity, double dish_diameter_m,
                             double dish_efficiency, double turbulent_height_m)
    : reference_db_((3.6e-3 + 1e-4 * wet_refractivity) * std::pow(1e-9 * frequency_hz, 7.0 / 12.0)),
      averaging_m_(1.22 * dish_efficiency * dish_diameter_m * dish_diameter_m * 1e-9 *
                   frequency_hz),
      turbulent_height_m_(turbulent_height_m) {}

double Scintillation::deviation_db(double elevation_rad) const {
  const double sine = std::sin(std::max(elevation_rad, std::numbers::pi / 180.0));
  const double length_m = 2.0 * turbulent_height_m_ / (std::sqrt(sine * sine + 2.35e-4) + sine);
  const double x = averaging_m_ / length_m;
  if (x >= 7.0) { // so large a dish averages all of it away
    return 0.0;
  }
  const double averaged =
      3.86 * std::pow(x * x + 1.0, 11.0 / 12.0) * std::sin(11.0 / 6.0 * std::atan2(1.0, x)) -
      7.08 * std::pow(x, 5.0 / 6.0);
  return reference_db_ * std::sqrt(std::max(averaged, 0.0)) / std::pow(sine, 1.2);
}

double Scintillation::depth(double fraction) {
  const double x = std::log10(100.0 * fraction);
  return std::max(((-0.061 * x + 0.072) * x - 1.71) * x + 3.0, 0.0);
}

} // namespace urker::link
