#pragma once

#include "orbit/force/vector.hpp"

namespace urker::orbit::kernel {

/// Where a thrust points: parts along the axes of three frames, of which a burn uses one and leaves
/// the others zero, so that the lanes of a pack may burn in different frames.
template <class Real>
struct ThrustAxes {
  Vector<Real> inertial; ///< GCRF
  Vector<Real> local;    ///< outward, forward (across outward, in the plane), orbit normal
  Vector<Real> velocity; ///< along the velocity, across it in the plane (W x T: inward), normal
};

/// Acceleration by a thrust, m/s2; state in GCRF. For a motion with r x v other than zero.
template <class Real>
[[gnu::always_inline]] inline Vector<Real>
thrust(const Vector<Real>& r_m, const Vector<Real>& v_m_s, const ThrustAxes<Real>& axes,
       const Real& thrust_n, const Real& mass_kg) {
  const Vector<Real> momentum = cross(r_m, v_m_s);
  const Real inverse_h = 1.0 / norm(momentum);
  const Real inverse_r = 1.0 / norm(r_m);
  const Real inverse_v = 1.0 / norm(v_m_s);
  const Vector<Real> normal = inverse_h * momentum;
  const Vector<Real> outward = inverse_r * r_m;
  const Vector<Real> tangent = inverse_v * v_m_s;
  const Vector<Real> forward = cross(normal, outward);
  const Vector<Real> inward = cross(normal, tangent);
  const Real along_normal = axes.local.z + axes.velocity.z;
  const Vector<Real> direction = axes.inertial + axes.local.x * outward + axes.local.y * forward +
                                 axes.velocity.x * tangent + axes.velocity.y * inward +
                                 along_normal * normal;
  const Real scale = thrust_n / mass_kg;
  return scale * direction;
}

} // namespace urker::orbit::kernel
