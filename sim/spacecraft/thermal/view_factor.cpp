#include "spacecraft/thermal/view_factor.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

double sphere_view_factor(double ratio, double cosine) {
  constexpr double kPi = std::numbers::pi;
  const double inverse_square = 1.0 / (ratio * ratio);
  if (ratio * cosine >= 1.0) { // the whole disc is above the plate's plane
    return inverse_square * cosine;
  }
  if (ratio * cosine <= -1.0) {
    return 0.0;
  }
  const double root = std::sqrt(ratio * ratio - 1.0);
  const double sine = std::sqrt(1.0 - cosine * cosine);
  const double asin_of = std::min(1.0, root / (ratio * sine));
  const double acos_of = std::clamp(-root * cosine / sine, -1.0, 1.0);
  const double under_root = std::max(0.0, 1.0 - ratio * ratio * cosine * cosine);
  return 0.5 - std::asin(asin_of) / kPi +
         inverse_square / kPi * (cosine * std::acos(acos_of) - root * std::sqrt(under_root));
}

} // namespace urker::spacecraft
