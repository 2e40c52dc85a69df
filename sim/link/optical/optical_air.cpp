#include "link/optical/optical_air.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

constexpr double kNeper_db = 10.0 * std::numbers::log10e;

/// Exponent of the wavelength by the visibility.
double kim_exponent(double visibility_km) {
  if (visibility_km > 50.0) {
    return 1.6;
  }
  if (visibility_km > 6.0) {
    return 1.3;
  }
  if (visibility_km > 1.0) {
    return 0.16 * visibility_km + 0.34;
  }
  return std::max(visibility_km - 0.5, 0.0);
}

} // namespace

double visibility_m(const CloudWater& water) {
  const double content_g_m3 = 1e3 * water.content_kg_m3;
  const double drops_cm3 = 1e-6 * water.drops_m3;
  return 1.002e3 * std::pow(content_g_m3 * drops_cm3, -0.6473);
}

double extinction_per_m(double visibility_m, double wavelength_m) {
  return 3.91 / visibility_m * std::pow(wavelength_m / 550e-9, -kim_exponent(1e-3 * visibility_m));
}

double geometric_scattering_loss_db(double extinction_per_m, double site_height_m,
                                    double top_height_m, double elevation_rad) {
  return kNeper_db * extinction_per_m * std::max(top_height_m - site_height_m, 0.0) /
         std::sin(elevation_rad);
}

double mie_scattering_loss_db(double wavelength_m, double site_height_m, double elevation_rad) {
  const double l = 1e6 * wavelength_m;
  const double h = std::clamp(1e-3 * site_height_m, 0.0, 5.0);
  const double a = 0.000487 * l * l * l - 0.002237 * l * l + 0.003864 * l - 0.004442;
  const double b = -0.00573 * l * l * l + 0.02639 * l * l - 0.04552 * l + 0.05164;
  const double c = 0.02565 * l * l * l - 0.1191 * l * l + 0.20385 * l - 0.216;
  const double d = -0.0638 * l * l * l + 0.3034 * l * l - 0.5083 * l + 0.425;
  const double optical_depth = ((a * h + b) * h + c) * h + d;
  return kNeper_db * optical_depth / std::sin(elevation_rad);
}

} // namespace urker::link
