#include "link/atmosphere/normal.hpp"

#include <cmath>
#include <numbers>

namespace urker::link {

double normal_above(double x) {
  return 0.5 * std::erfc(x / std::numbers::sqrt2);
}

double normal_quantile(double probability) {
  // The smaller tail, so that nothing cancels; Halley's steps from Tukey's lambda approximation.
  const bool lower = probability < 0.5;
  const double tail = lower ? probability : 1.0 - probability;
  double x = tail > 1e-4 ? (std::pow(1.0 - tail, 0.135) - std::pow(tail, 0.135)) / 0.1975
                         : std::sqrt(-2.0 * std::log(tail));
  for (int i = 0; i < 50; ++i) {
    const double density = std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
    const double newton = (normal_above(x) - tail) / density;
    const double step = newton / (1.0 - 0.5 * x * newton);
    x += step;
    if (std::abs(step) < 1e-15 * (1.0 + std::abs(x))) {
      break;
    }
  }
  return lower ? -x : x;
}

double both_above(double x, double correlation) {
  // Plackett: the derivative by the correlation sin(a) integrates to this; for equal limits the
  // integrand is smooth up to full correlation. Composite Gauss-Legendre of four points.
  constexpr double kNodes[] = {-0.8611363115940526, -0.3399810435848563, 0.3399810435848563,
                               0.8611363115940526};
  constexpr double kWeights[] = {0.3478548451374538, 0.6521451548625461, 0.6521451548625461,
                                 0.3478548451374538};
  constexpr int kPanels = 16;
  const double half = 0.5 * std::asin(correlation) / kPanels;
  double sum = 0.0;
  for (int panel = 0; panel < kPanels; ++panel) {
    for (int i = 0; i < 4; ++i) {
      const double angle = (2 * panel + 1 + kNodes[i]) * half;
      sum += kWeights[i] * half * std::exp(-x * x / (1.0 + std::sin(angle)));
    }
  }
  const double one = normal_above(x);
  return one * one + sum / (2.0 * std::numbers::pi);
}

} // namespace urker::link
