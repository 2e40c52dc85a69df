#pragma once

#include "orbit/force/vector.hpp"

namespace urker::orbit::kernel {

/// Velocity relative to an atmosphere that turns with the Earth, m/s: without winds.
/// `earth_rotation_rad_s` is the Earth's angular velocity in the same inertial frame: along the
/// celestial pole. That is (x, -y, 1) in ITRF for polar motion x, y; the axis of ITRF in its place
/// errs by 1 mm/s in LEO, 2e-7 of the drag.
template <class Real>
[[gnu::always_inline]] inline Vector<Real> air_velocity(const Vector<Real>& r_m,
                                                        const Vector<Real>& v_m_s,
                                                        const Vector<Real>& earth_rotation_rad_s) {
  return v_m_s - cross(earth_rotation_rad_s, r_m);
}

/// Drag, m/s2: -rho cd A/(2 m) |u| u for the velocity u relative to the air. `ballistic_m2_kg` is
/// cd A/m. Left out: lift, and any change of cd with height, temperature and attitude.
template <class Real>
[[gnu::always_inline]] inline Vector<Real>
drag(const Vector<Real>& air_velocity_m_s, const Real& density_kg_m3, const Real& ballistic_m2_kg) {
  const Real scale = -0.5 * density_kg_m3 * ballistic_m2_kg * norm(air_velocity_m_s);
  return scale * air_velocity_m_s;
}

} // namespace urker::orbit::kernel
