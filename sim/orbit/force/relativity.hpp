#pragma once

#include "orbit/force/vector.hpp"

namespace urker::orbit::kernel {

/// Schwarzschild's term of the relativistic correction, m/s2, IERS Conventions 2010, equation 10.12
/// with beta = gamma = 1: 1e-9 of the attraction in LEO. Position and velocity in GCRF. Left out:
/// the Earth's spin (Lense-Thirring) and the geodesic precession, each a hundredth of it in LEO.
template <class Real>
[[gnu::always_inline]] inline Vector<Real> relativity(const Vector<Real>& r_m,
                                                      const Vector<Real>& v_m_s, double mu_m3_s2) {
  constexpr double kLightSpeed_m_s = 299792458.0;
  const Real r2 = dot(r_m, r_m);
  const Real r = sqrt(r2);
  const Real scale = mu_m3_s2 / (kLightSpeed_m_s * kLightSpeed_m_s) / (r2 * r);
  const Real along_r = 4.0 * mu_m3_s2 / r - dot(v_m_s, v_m_s);
  const Real along_v = 4.0 * dot(r_m, v_m_s);
  return scale * (along_r * r_m + along_v * v_m_s);
}

} // namespace urker::orbit::kernel
