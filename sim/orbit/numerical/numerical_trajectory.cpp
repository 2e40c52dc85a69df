#include "orbit/numerical/numerical_trajectory.hpp"

#include "base/error.hpp"
#include "orbit/force/thrust.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::orbit {

namespace {

constexpr std::size_t kDegree = 7;
using Bernstein = std::array<Vector3, kDegree + 1>;

constexpr double binomial(std::size_t n, std::size_t k) {
  double value = 1.0;
  for (std::size_t i = 0; i < k; ++i) {
    value = value * static_cast<double>(n - i) / static_cast<double>(i + 1);
  }
  return value;
}

/// Bernstein coefficients of a nested polynomial; `first` is 0 for position, 3 for velocity.
Bernstein bernstein(const SegmentCoefficients& c, std::size_t first) {
  Bernstein monomial;
  monomial.fill(Vector3::Zero());
  for (std::size_t level = kDegree + 1; level-- > 0;) {
    // p <- c + (s or 1 - s) p: the factor after c0, c2, ... is s.
    Bernstein next;
    next.fill(Vector3::Zero());
    for (std::size_t k = 0; k < kDegree; ++k) {
      next[k + 1] = level % 2 == 0 ? monomial[k] : Vector3(-monomial[k]);
      if (level % 2 == 1) {
        next[k] += monomial[k];
      }
    }
    next[kDegree] += level % 2 == 1 ? monomial[kDegree] : Vector3::Zero();
    next[0] += Vector3(c[level][first], c[level][first + 1], c[level][first + 2]);
    monomial = next;
  }
  Bernstein result;
  for (std::size_t i = 0; i <= kDegree; ++i) {
    result[i] = Vector3::Zero();
    for (std::size_t k = 0; k <= i; ++k) {
      result[i] += binomial(i, k) / binomial(kDegree, k) * monomial[k];
    }
  }
  return result;
}

/// A polynomial lies in the convex hull of its Bernstein coefficients, and so do its derivatives in
/// that of theirs. The margin is for rounding.
MotionBounds bounds_of(const SegmentCoefficients& c, double step_s) {
  constexpr double kMargin = 1e-9;
  const Bernstein r = bernstein(c, 0);
  const Bernstein v = bernstein(c, 3);
  // |r|^2 has degree 14.
  double least = HUGE_VAL;
  double greatest = 0.0;
  for (std::size_t k = 0; k <= 2 * kDegree; ++k) {
    double sum = 0.0;
    for (std::size_t i = k > kDegree ? k - kDegree : 0; i <= std::min(k, kDegree); ++i) {
      sum += binomial(kDegree, i) * binomial(kDegree, k - i) * r[i].dot(r[k - i]);
    }
    sum /= binomial(2 * kDegree, k);
    least = std::min(least, sum);
    greatest = std::max(greatest, sum);
  }
  double speed = 0.0;
  double acceleration = 0.0;
  for (std::size_t i = 0; i <= kDegree; ++i) {
    speed = std::max(speed, v[i].norm());
    if (i >= 1) {
      speed = std::max(speed, 7.0 * (r[i] - r[i - 1]).norm() / step_s);
      acceleration = std::max(acceleration, 7.0 * (v[i] - v[i - 1]).norm() / step_s);
    }
    if (i >= 2) {
      acceleration = std::max(acceleration,
                              42.0 * (r[i] - 2.0 * r[i - 1] + r[i - 2]).norm() / (step_s * step_s));
    }
  }
  return {std::sqrt(std::max(least, 0.0)) * (1.0 - kMargin), std::sqrt(greatest) * (1.0 + kMargin),
          speed * (1.0 + kMargin), acceleration * (1.0 + kMargin)};
}

} // namespace

NumericalTrajectory::NumericalTrajectory(const NumericalOrbit& orbit, const Epoch& epoch)
    : name_(orbit.name), epoch_(epoch), initial_epoch_(orbit.epoch), mass_kg_(orbit.mass_kg),
      burns_(orbit.burns), edges_{orbit.epoch} {}

void NumericalTrajectory::append(Time end, const SegmentCoefficients& coefficients) {
  const double step_s = to_seconds(std::chrono::abs(end - edges_.back()));
  edges_.push_back(end);
  coefficients_.push_back(coefficients);
  bounds_.push_back(bounds_of(coefficients, step_s));
}

void NumericalTrajectory::turn_round() {
  std::reverse(edges_.begin(), edges_.end());
  std::reverse(coefficients_.begin(), coefficients_.end());
  std::reverse(bounds_.begin(), bounds_.end());
}

std::size_t NumericalTrajectory::segment(Time t) const {
  if (coefficients_.empty() || t < begin() || t > end()) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: no state at {}; the orbit is known from {} to {}{}{}", name_,
                            epoch_.utc_text(t), epoch_.utc_text(begin()), epoch_.utc_text(end()),
                            early_end_.empty() ? "" : ", as it ", early_end_));
  }
  const auto after = std::upper_bound(edges_.begin(), edges_.end(), t);
  const auto i = static_cast<std::size_t>(after - edges_.begin());
  return std::min(i, coefficients_.size()) - 1;
}

State NumericalTrajectory::evaluate(std::size_t i, Time t) const {
  const SegmentCoefficients& c = coefficients_[i];
  // Steps lead away from the epoch.
  const Duration since = edges_[i] < initial_epoch_ ? edges_[i + 1] - t : t - edges_[i];
  const double s =
      static_cast<double>(since.count()) / static_cast<double>((edges_[i + 1] - edges_[i]).count());
  std::array<double, 6> y = c[kDegree];
  for (std::size_t level = kDegree; level-- > 0;) {
    const double factor = level % 2 == 0 ? s : 1.0 - s;
    for (std::size_t k = 0; k < 6; ++k) {
      y[k] = c[level][k] + factor * y[k];
    }
  }
  return {{y[0], y[1], y[2]}, {y[3], y[4], y[5]}};
}

State NumericalTrajectory::state(Time t) const {
  return evaluate(segment(t), t);
}

void NumericalTrajectory::states(std::span<const Time> times, std::span<State> out) const {
  std::size_t here = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    // Times mostly follow each other, so the last segment is likely to be right.
    const bool same =
        here + 1 < edges_.size() && times[i] >= edges_[here] && times[i] < edges_[here + 1];
    here = same ? here : segment(times[i]);
    out[i] = evaluate(here, times[i]);
  }
}

MotionBounds NumericalTrajectory::bounds(Time begin, Time end) const {
  const std::size_t first = segment(begin);
  const std::size_t last = segment(end);
  MotionBounds all = bounds_[first];
  for (std::size_t i = first + 1; i <= last; ++i) {
    const MotionBounds& b = bounds_[i];
    all.least_radius_m = std::min(all.least_radius_m, b.least_radius_m);
    all.greatest_radius_m = std::max(all.greatest_radius_m, b.greatest_radius_m);
    all.greatest_speed_m_s = std::max(all.greatest_speed_m_s, b.greatest_speed_m_s);
    all.greatest_acceleration_m_s2 =
        std::max(all.greatest_acceleration_m_s2, b.greatest_acceleration_m_s2);
  }
  return all;
}

double NumericalTrajectory::mass_kg(Time t) const {
  return mass_after(burns_, mass_kg_, initial_epoch_, t);
}

} // namespace urker::orbit
