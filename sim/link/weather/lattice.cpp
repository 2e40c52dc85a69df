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

double lattice_normal(const RandomKey& key, const std::array<double, 4>& position) {
  std::array<std::int64_t, 4> corner{};
  std::array<std::array<double, 2>, 4> weight{};
  for (std::size_t i = 0; i < 4; ++i) {
    const double whole = std::floor(position[i]);
    corner[i] = static_cast<std::int64_t>(whole);
    weight[i] = lattice_weights(position[i] - whole);
  }
  double sum = 0.0;
  for (std::size_t k = 0; k < 16; ++k) {
    std::array<std::int64_t, 4> index = corner;
    double product = 1.0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t side = k >> i & 1U;
      index[i] += static_cast<std::int64_t>(side);
      product *= weight[i][side];
    }
    const std::uint64_t knot =
        lattice_knot({index[0], index[1], index[2]}) | static_cast<std::uint64_t>(index[3]) << 42U;
    sum += product * random_normal(key, knot);
  }
  return sum;
}

} // namespace urker::link
