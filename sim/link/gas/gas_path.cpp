#include "link/gas/gas_path.hpp"

#include "link/gas/gas_lines.hpp"
#include "link/gas/reference_atmosphere.hpp"

#include <algorithm>
#include <cmath>

namespace urker::link {

GasLoss gas_loss_by_lines(double frequency_hz, double elevation_rad, double height_m,
                          double sea_level_vapour_kg_m3) {
  constexpr double kEarthRadius_m = 6371e3;
  constexpr double kTop_m = 100e3;
  GasLoss loss;
  double invariant_m = 0.0;
  double bottom_m = height_m;
  for (int layer = 0; bottom_m < kTop_m; ++layer) {
    const double thickness_m = 0.1 * std::exp(layer / 100.0); // eq. 14
    const Air air = reference_air(bottom_m + 0.5 * thickness_m, sea_level_vapour_kg_m3);
    const double index = 1.0 + refractivity(air);
    const double inner_m = kEarthRadius_m + bottom_m;
    const double outer_m = inner_m + thickness_m;
    if (layer == 0) { // n r cos(elevation) is the same all along the ray (Snell)
      invariant_m = index * inner_m * std::cos(elevation_rad);
    }
    const double impact_m = invariant_m / index;
    const double length_m = std::sqrt(outer_m * outer_m - impact_m * impact_m) -
                            std::sqrt(std::max(inner_m * inner_m - impact_m * impact_m, 0.0));
    loss.oxygen_db += length_m * oxygen_attenuation_db_m(frequency_hz, air);
    loss.vapour_db += length_m * vapour_attenuation_db_m(frequency_hz, air);
    bottom_m = outer_m - kEarthRadius_m;
  }
  return loss;
}

} // namespace urker::link
