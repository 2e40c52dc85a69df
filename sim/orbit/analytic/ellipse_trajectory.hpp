#pragma once

#include "orbit/analytic/keplerian_elements.hpp"
#include "orbit/trajectory.hpp"

namespace urker::orbit {

/// How fast an ellipse's angles grow, rad/s.
struct SecularRates {
  double raan_rad_s = 0.0;
  double argument_of_perigee_rad_s = 0.0;
  double mean_anomaly_rad_s = 0.0;
};

/// Two bodies: the ellipse stands, the mean anomaly grows with the mean motion.
[[nodiscard]] SecularRates two_body_rates(const KeplerianElements& elements);

/// With the secular part of the oblateness to the first order in J2, on mean elements: Kozai, The
/// motion of a close Earth satellite, Astron. J. 64 (1959); Vallado, Fundamentals of
/// Astrodynamics, "Secular effects of J2". Periodic terms (kilometres), higher harmonics, drag,
/// Sun and Moon are left out.
[[nodiscard]] SecularRates j2_rates(const KeplerianElements& mean_elements);

/// Motion on an ellipse of constant size and shape whose angles grow evenly. The velocity is the
/// derivative of the position, the turning of the ellipse included. The elements refer to the axes
/// of GCRF; that J2's axis of symmetry is the pole of date is left out (0.1 degrees in 2026).
class EllipseTrajectory final : public Trajectory {
 public:
  /// Throws `Error{invalid_input}` unless the ellipse is above the Earth's centre with a finite
  /// size and 0 <= e < 1.
  EllipseTrajectory(const KeplerianElements& elements, const SecularRates& rates, Time epoch);
  using Trajectory::states;
  [[nodiscard]] Frame frame() const override { return Frame::gcrf; }
  [[nodiscard]] State state(Time t) const override;
  void states(std::span<const Time> times, const StateColumns& out) const override;
  [[nodiscard]] MotionBounds bounds(Time begin, Time end) const override;

 private:
  KeplerianElements elements_;
  SecularRates rates_;
  Time epoch_;
  double motion_rad_s_; ///< of two bodies
};

} // namespace urker::orbit
