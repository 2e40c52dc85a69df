#include "spacecraft/thermal/view_factor.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

double sphere_view_factor(double ratio, double tilt_rad) {
  constexpr double kPi = std::numbers::pi;
  const double half_rad = std::asin(1.0 / ratio); // of the sphere's disc
  const double inverse_square = 1.0 / (ratio * ratio);
  if (tilt_rad <= 0.5 * kPi - half_rad) {
    return inverse_square * std::cos(tilt_rad);
  }
  if (tilt_rad >= 0.5 * kPi + half_rad) {
    return 0.0;
  }
  const double root = std::sqrt(ratio * ratio - 1.0);
  const double sine = std::sin(tilt_rad);
  const double cosine = std::cos(tilt_rad);
  const double asin_of = std::min(1.0, root / (ratio * sine));
  const double acos_of = std::clamp(-root * cosine / sine, -1.0, 1.0);
  const double under_root = std::max(0.0, 1.0 - ratio * ratio * cosine * cosine);
  return 0.5 - std::asin(asin_of) / kPi +
         inverse_square / kPi * (cosine * std::acos(acos_of) - root * std::sqrt(under_root));
}

} // namespace urker::spacecraft
