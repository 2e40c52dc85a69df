#pragma once

#include "orbit/trajectory.hpp"

#include <cmath>

namespace urker::test {

/// Unperturbed circular orbit in GCRF, from its ascending node at the start.
class CircularOrbit : public orbit::Trajectory {
 public:
  CircularOrbit(double altitude_m, double inclination_rad, double node_rad, double phase_rad = 0.0)
      : radius_m_(6378137.0 + altitude_m), rate_rad_s_(std::sqrt(kMu / std::pow(radius_m_, 3))),
        phase_rad_(phase_rad), towards_node_(std::cos(node_rad), std::sin(node_rad), 0.0),
        across_(-std::sin(node_rad) * std::cos(inclination_rad),
                std::cos(node_rad) * std::cos(inclination_rad), std::sin(inclination_rad)) {}

  [[nodiscard]] orbit::Frame frame() const override { return orbit::Frame::gcrf; }
  [[nodiscard]] orbit::State state(Time t) const override {
    const double u = phase_rad_ + rate_rad_s_ * seconds_since_start(t);
    const double speed = radius_m_ * rate_rad_s_;
    return {radius_m_ * (std::cos(u) * towards_node_ + std::sin(u) * across_),
            speed * (std::cos(u) * across_ - std::sin(u) * towards_node_)};
  }
  [[nodiscard]] orbit::MotionBounds bounds(Time, Time) const override {
    const double speed = radius_m_ * rate_rad_s_;
    return {radius_m_ * (1 - 1e-9), radius_m_ * (1 + 1e-9), speed * (1 + 1e-9),
            speed * rate_rad_s_ * (1 + 1e-9)};
  }

 private:
  static constexpr double kMu = 3.986004418e14;
  double radius_m_;
  double rate_rad_s_;
  double phase_rad_;
  orbit::Vector3 towards_node_;
  orbit::Vector3 across_;
};

} // namespace urker::test
