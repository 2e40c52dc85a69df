#include "orbit/atmosphere/exponential.hpp"

#include <cmath>

namespace urker::orbit {

double ExponentialAtmosphere::density_kg_m3(const DensityPoint& point) const {
  return config_.density_kg_m3 *
         std::exp((config_.height_m - point.place.height_m) / config_.scale_height_m);
}

} // namespace urker::orbit
