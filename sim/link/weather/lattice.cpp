#include "link/weather/lattice.hpp"

#include <cmath>

namespace urker::link {

std::array<double, 2> lattice_weights(double fraction) {
  const double s = fraction * fraction * fraction * (fraction * (6.0 * fraction - 15.0) + 10.0);
  const double scale = 1.0 / std::sqrt(s * s + (1.0 - s) * (1.0 - s));
  return {(1.0 - s) * scale, s * scale};
}

std::array<double, 3> lattice_position(const orbit::Geodetic& place, double step_m) {
  constexpr double kEarthRadius_m = 6371008.8;
  const double radius = kEarthRadius_m / step_m;
  return {radius * std::cos(place.latitude_rad) * std::cos(place.longitude_rad),
          radius * std::cos(place.latitude_rad) * std::sin(place.longitude_rad),
          radius * std::sin(place.latitude_rad)};
}

std::uint64_t lattice_knot(const std::array<std::int64_t, 3>& index) {
  constexpr std::uint64_t kMask = (1U << 14U) - 1U;
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    result |= (static_cast<std::uint64_t>(index[i]) & kMask) << (14U * i);
  }
  return result;
}

} // namespace urker::link
