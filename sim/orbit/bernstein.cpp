#include "orbit/bernstein.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace urker::orbit {
namespace {

double binomial(std::size_t n, std::size_t k) {
  double value = 1.0;
  for (std::size_t i = 0; i < k; ++i) {
    value = value * static_cast<double>(n - i) / static_cast<double>(i + 1);
  }
  return value;
}

/// Of the least and the greatest square of a length, by the coefficients of r . r.
void bound_radius(std::span<const Vector3> r, MotionBounds& bounds) {
  const std::size_t n = r.size() - 1;
  double least = HUGE_VAL;
  double greatest = 0.0;
  for (std::size_t k = 0; k <= 2 * n; ++k) {
    double sum = 0.0;
    for (std::size_t i = k > n ? k - n : 0; i <= std::min(k, n); ++i) {
      sum += binomial(n, i) * binomial(n, k - i) * r[i].dot(r[k - i]);
    }
    sum /= binomial(2 * n, k);
    least = std::min(least, sum);
    greatest = std::max(greatest, sum);
  }
  bounds.least_radius_m = std::sqrt(std::max(least, 0.0));
  bounds.greatest_radius_m = std::sqrt(greatest);
}

} // namespace

std::vector<Vector3> bernstein_of_powers(std::span<const Vector3> powers) {
  const std::size_t n = powers.size() - 1;
  std::vector<Vector3> result(n + 1, Vector3::Zero());
  for (std::size_t i = 0; i <= n; ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      result[i] += binomial(i, k) / binomial(n, k) * powers[k];
    }
  }
  return result;
}

Vector3 bernstein_value(std::span<const Vector3> coefficients, double s) {
  const std::size_t n = coefficients.size() - 1;
  if (n == 0) {
    return coefficients[0];
  }
  const double rest = 1.0 - s;
  double power = 1.0;      // of s
  double binomial_k = 1.0; // n over k
  Vector3 value = coefficients[0] * rest;
  for (std::size_t k = 1; k < n; ++k) {
    power *= s;
    binomial_k = binomial_k * static_cast<double>(n - k + 1) / static_cast<double>(k);
    value = (value + power * binomial_k * coefficients[k]) * rest;
  }
  return value + power * s * coefficients[n];
}

MotionBounds bernstein_bounds(std::span<const Vector3> r_m, std::span<const Vector3> v_m_s,
                              double step_s) {
  constexpr double kMargin = 1e-9;
  constexpr double kRounding = 4.0 * std::numeric_limits<double>::epsilon(); // of a difference
  MotionBounds bounds;
  bound_radius(r_m, bounds);
  const auto r_degree = static_cast<double>(r_m.size() - 1);
  const auto v_degree = static_cast<double>(v_m_s.size() - 1);
  double& speed = bounds.greatest_speed_m_s;
  double& acceleration = bounds.greatest_acceleration_m_s2;
  for (std::size_t i = 0; i < v_m_s.size(); ++i) {
    speed = std::max(speed, v_m_s[i].norm());
    if (i >= 1) {
      acceleration = std::max(acceleration, v_degree * (v_m_s[i] - v_m_s[i - 1]).norm() / step_s);
    }
  }
  for (std::size_t i = 1; i < r_m.size(); ++i) {
    speed = std::max(speed, r_degree * (r_m[i] - r_m[i - 1]).norm() / step_s);
    if (i >= 2) {
      acceleration = std::max(acceleration, r_degree * (r_degree - 1.0) *
                                                (r_m[i] - 2.0 * r_m[i - 1] + r_m[i - 2]).norm() /
                                                (step_s * step_s));
    }
  }
  bounds.least_radius_m *= 1.0 - kMargin;
  bounds.greatest_radius_m *= 1.0 + kMargin;
  const double blur_m_s = kRounding * bounds.greatest_radius_m * r_degree / step_s;
  speed = speed * (1.0 + kMargin) + blur_m_s;
  acceleration = acceleration * (1.0 + kMargin) + blur_m_s * r_degree / step_s;
  return bounds;
}

MotionBounds both(const MotionBounds& a, const MotionBounds& b) {
  return {std::min(a.least_radius_m, b.least_radius_m),
          std::max(a.greatest_radius_m, b.greatest_radius_m),
          std::max(a.greatest_speed_m_s, b.greatest_speed_m_s),
          std::max(a.greatest_acceleration_m_s2, b.greatest_acceleration_m_s2)};
}

} // namespace urker::orbit
