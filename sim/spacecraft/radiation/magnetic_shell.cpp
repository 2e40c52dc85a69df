#include "spacecraft/radiation/magnetic_shell.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

using orbit::Vector3;

constexpr double kMoment_t = 0.311653e-4; // McIlwain's, for a radius of one
constexpr double kFarthest_m = 6.5 * MagneticField::kRadius_m;
constexpr double kStep = 0.04; // of the distance from the Earth's centre
constexpr int kMostSteps = 400;

/// Eq. of Hilton, good to 0.01 % for a dipole.
double hilton_l(double invariant_radii, double field_t) {
  const double x = invariant_radii * invariant_radii * invariant_radii * field_t / kMoment_t;
  const double root = std::cbrt(x);
  const double y = 1.0 + root * (1.35047 + root * (0.465376 + root * 0.0475455));
  return std::cbrt(y * kMoment_t / field_t);
}

/// A field line, followed towards weaker field, then on.
class Line {
 public:
  Line(const MagneticField& field, const Vector3& r_m) : field_(field), r_m_(r_m) {
    const double step_m = 1e-3 * r_m.norm();
    const Vector3 b = field.at(r_m);
    const Vector3 ahead = r_m + step_m * b.normalized();
    forward_ = field.at(ahead).norm() < b.norm() ? 1.0 : -1.0;
  }

  /// One step of Runge and Kutta's third order (Heun's); its length.
  double advance() {
    const double step_m = kStep * r_m_.norm();
    const Vector3 k1 = direction(r_m_);
    const Vector3 k2 = direction(r_m_ + step_m / 3.0 * k1);
    const Vector3 k3 = direction(r_m_ + 2.0 / 3.0 * step_m * k2);
    r_m_ += step_m * (0.25 * k1 + 0.75 * k3);
    return step_m;
  }
  [[nodiscard]] double strength_t() const { return field_.at(r_m_).norm(); }
  [[nodiscard]] bool too_far() const { return r_m_.norm() > kFarthest_m; }

 private:
  [[nodiscard]] Vector3 direction(const Vector3& r_m) const {
    return forward_ * field_.at(r_m).normalized();
  }
  const MagneticField& field_;
  Vector3 r_m_;
  double forward_;
};

/// Integral of sqrt(1 - B / B_mirror) over a step, where 1 - B / B_mirror changes linearly.
double step_invariant(double before, double after, double step_m) {
  if (std::abs(after - before) < 1e-6) {
    return step_m * std::sqrt(std::max(0.0, 0.5 * (before + after)));
  }
  const auto power = [](double x) { return std::pow(std::max(0.0, x), 1.5); };
  return step_m * 2.0 / 3.0 * (power(after) - power(before)) / (after - before);
}

} // namespace

std::optional<MagneticShell> magnetic_shell(const MagneticField& field, const Vector3& r_m) {
  const double mirror_t = field.at(r_m).norm();
  Line line(field, r_m);
  double invariant_m = 0.0;
  double before = 0.0;
  for (int i = 0; i < kMostSteps; ++i) {
    const double step_m = line.advance();
    if (line.too_far()) {
      return std::nullopt;
    }
    const double after = 1.0 - line.strength_t() / mirror_t;
    invariant_m += step_invariant(before, after, step_m); // below zero counts as zero
    before = after;
    if (after <= 0.0) {
      break;
    }
  }
  const double l = hilton_l(invariant_m / MagneticField::kRadius_m, mirror_t);
  return MagneticShell{l, std::max(1.0, mirror_t / kMoment_t * l * l * l)};
}

} // namespace urker::spacecraft
