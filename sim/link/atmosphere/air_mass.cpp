#include "link/atmosphere/air_mass.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

// Equivalent height of dry air in ITU-R P.676 below 50 GHz is some 6 km; water vapour lies lower.
constexpr double kShellHeight_m = 6e3;
constexpr double kEarthRadius_m = 6371e3;
constexpr double kLowest_rad = 5.0 * std::numbers::pi / 180.0;

} // namespace

double air_mass(double elevation_rad) {
  const double rise_m = kEarthRadius_m * std::sin(std::max(elevation_rad, 0.0));
  const double chord_m =
      std::sqrt(rise_m * rise_m + kShellHeight_m * (2.0 * kEarthRadius_m + kShellHeight_m)) -
      rise_m;
  return chord_m / kShellHeight_m;
}

double slant_factor(double elevation_rad) {
  if (elevation_rad >= kLowest_rad) {
    return 1.0 / std::sin(elevation_rad);
  }
  static const double scale = 1.0 / (std::sin(kLowest_rad) * air_mass(kLowest_rad));
  return scale * air_mass(elevation_rad);
}

} // namespace urker::link
