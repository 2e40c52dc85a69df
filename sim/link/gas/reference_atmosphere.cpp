#include "link/gas/reference_atmosphere.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace urker::link {

namespace {

/// A layer by geopotential height: from there on linear in temperature, P.835-6 eqs. 2 and 3.
struct Layer {
  double base_km;
  double temperature_k;
  double lapse_k_km;
  double pressure_hpa;
};
constexpr Layer kLayers[] = {
    {0.0, 288.15, -6.5, 1013.25},     {11.0, 216.65, 0.0, 226.3226},
    {20.0, 216.65, 1.0, 54.74980},    {32.0, 228.65, 2.8, 8.680422},
    {47.0, 270.65, 0.0, 1.109106},    {51.0, 270.65, -2.8, 0.6694167},
    {71.0, 214.65, -2.0, 0.03956649},
};
constexpr double kGravity_k_km = 34.1632; // over the gas constant of air
constexpr double kUpper_km = 86.0;

double geopotential_km(double height_km) {
  return 6356.766 * height_km / (6356.766 + height_km);
}

const Layer& layer_at(double geopotential) {
  const Layer* above = std::upper_bound(std::begin(kLayers), std::end(kLayers), geopotential,
                                        [](double h, const Layer& l) { return h < l.base_km; });
  return above == std::begin(kLayers) ? *above : *std::prev(above);
}

double temperature_k(double height_km) {
  if (height_km < kUpper_km) {
    const double h = geopotential_km(height_km);
    const Layer& layer = layer_at(h);
    return layer.temperature_k + layer.lapse_k_km * (h - layer.base_km);
  }
  if (height_km <= 91.0) {
    return 186.8673;
  }
  const double x = (std::min(height_km, 100.0) - 91.0) / 19.9429;
  return 263.1905 - 76.3232 * std::sqrt(1.0 - x * x);
}

double pressure_hpa(double height_km) {
  if (height_km < kUpper_km) {
    const double h = geopotential_km(height_km);
    const Layer& layer = layer_at(h);
    const double rise = h - layer.base_km;
    if (layer.lapse_k_km == 0.0) {
      return layer.pressure_hpa * std::exp(-kGravity_k_km * rise / layer.temperature_k);
    }
    return layer.pressure_hpa *
           std::pow(layer.temperature_k / (layer.temperature_k + layer.lapse_k_km * rise),
                    kGravity_k_km / layer.lapse_k_km);
  }
  const double z = std::min(height_km, 100.0);
  return std::exp(95.571899 +
                  z * (-4.011801 + z * (6.424731e-2 + z * (-4.789660e-4 + z * 1.340543e-6))));
}

} // namespace

double reference_pressure_pa(double height_m) {
  return 100.0 * pressure_hpa(1e-3 * height_m);
}

Air reference_air(double height_m, double sea_level_vapour_kg_m3) {
  Air air;
  air.temperature_k = temperature_k(1e-3 * height_m);
  air.vapour_density_kg_m3 = sea_level_vapour_kg_m3 * std::exp(-height_m / 2e3);
  air.dry_pressure_pa = reference_pressure_pa(height_m) - air.vapour_pressure_pa();
  return air;
}

double refractivity(const Air& air) {
  const double dry_hpa = 1e-2 * air.dry_pressure_pa;
  const double vapour_hpa = 1e-2 * air.vapour_pressure_pa();
  const double t = air.temperature_k;
  return 1e-6 * (77.6 * dry_hpa / t + 72.0 * vapour_hpa / t + 3.75e5 * vapour_hpa / (t * t));
}

} // namespace urker::link
