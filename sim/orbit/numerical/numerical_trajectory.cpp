#include "orbit/numerical/numerical_trajectory.hpp"

#include "base/error.hpp"
#include "orbit/bernstein.hpp"
#include "orbit/force/thrust.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace urker::orbit {

namespace {

constexpr std::size_t kDegree = 7;

/// Bernstein coefficients of a nested polynomial; `first` is 0 for position, 3 for velocity.
std::vector<Vector3> bernstein(const SegmentCoefficients& c, std::size_t first) {
  std::array<Vector3, kDegree + 1> powers;
  powers.fill(Vector3::Zero());
  for (std::size_t level = kDegree + 1; level-- > 0;) {
    // p <- c + (s or 1 - s) p: the factor after c0, c2, ... is s.
    std::array<Vector3, kDegree + 1> next;
    next.fill(Vector3::Zero());
    for (std::size_t k = 0; k < kDegree; ++k) {
      next[k + 1] = level % 2 == 0 ? powers[k] : Vector3(-powers[k]);
      if (level % 2 == 1) {
        next[k] += powers[k];
      }
    }
    next[kDegree] += level % 2 == 1 ? powers[kDegree] : Vector3::Zero();
    next[0] += Vector3(c[level][first], c[level][first + 1], c[level][first + 2]);
    powers = next;
  }
  return bernstein_of_powers(powers);
}

} // namespace

NumericalTrajectory::NumericalTrajectory(const NumericalOrbit& orbit, const Epoch& epoch)
    : name_(orbit.name), epoch_(epoch), initial_epoch_(orbit.epoch), mass_kg_(orbit.mass_kg),
      burns_(orbit.burns), edges_{orbit.epoch} {}

void NumericalTrajectory::append(Time end, const SegmentCoefficients& coefficients) {
  const double step_s = to_seconds(std::chrono::abs(end - edges_.back()));
  edges_.push_back(end);
  coefficients_.push_back(coefficients);
  bounds_.push_back(
      bernstein_bounds(bernstein(coefficients, 0), bernstein(coefficients, 3), step_s));
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
    all = both(all, bounds_[i]);
  }
  return all;
}

double NumericalTrajectory::mass_kg(Time t) const {
  return mass_after(burns_, mass_kg_, initial_epoch_, t);
}

} // namespace urker::orbit
