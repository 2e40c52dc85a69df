#pragma once

#include "orbit/force/vector.hpp"

namespace urker::orbit::kernel {

/// Acceleration of a satellite, relative to the Earth's centre, by a distant point mass: the direct
/// attraction less that of the Earth,
///
///     a = mu ((s - r)/|s - r|^3 - s/|s|^3),
///
/// where r is the satellite and s the body, both from the Earth's centre, m, in one inertial frame.
/// Written with Battin's function (An Introduction to the Mathematics and Methods of Astrodynamics,
/// 1999, section 8.4), which takes no difference of nearly equal terms: from LEO the plain form
/// loses five digits of the Sun. Left out: the figures of the body and of the Earth in the indirect
/// term, and relativity.
template <class Real>
[[gnu::always_inline]] inline Vector<Real>
third_body(const Vector<Real>& r_m, const Vector<Real>& body_m, double body_mu_m3_s2) {
  const Vector<Real> d = body_m - r_m;
  const Real d2 = dot(d, d);
  const Real two = 2.0;
  // |d|^2 = |s|^2 (1 + q), and f = (1 + q)^(3/2) - 1.
  const Real q = dot(r_m, r_m - two * body_m) / dot(body_m, body_m);
  const Real f = q * (3.0 + q * (3.0 + q)) / (1.0 + (1.0 + q) * sqrt(1.0 + q));
  const Real scale = -body_mu_m3_s2 / (d2 * sqrt(d2));
  return scale * (r_m + f * body_m);
}

} // namespace urker::orbit::kernel
