#pragma once

#include "orbit/force/vector.hpp"

namespace urker::orbit::kernel {

inline constexpr double kSunRadius_m = 6.957e8; ///< nominal, IAU 2015 resolution B3
inline constexpr double kShadowEarthRadius_m = 6378137.0;
inline constexpr double kShadowMoonRadius_m = 1737400.0; ///< mean, IAU
/// For `ellipsoid_limb`: (a/c)^2 - 1 of WGS84.
inline constexpr double kShadowEarthOblateness =
    1.0 / ((1.0 - 1.0 / 298.257223563) * (1.0 - 1.0 / 298.257223563)) - 1.0;

/// Two discs in the sky of a satellite, rad: what the light depends on.
template <class Real>
struct Discs {
  Real sun;        ///< angular radius of the Sun
  Real body;       ///< angular radius of what is in front, towards the Sun
  Real separation; ///< of the centres
};

/// Angular radius of an oblate body as seen from a satellite, from the centre's direction towards
/// the Sun: the tangent to the ellipsoid in the plane of satellite, centre and Sun, exactly. With
/// oblateness 0 it is that of a sphere.
template <class Real>
[[gnu::always_inline]] inline Real ellipsoid_limb(const Vector<Real>& r_m,
                                                  const Vector<Real>& to_sun_m, double radius_m,
                                                  const Vector<Real>& pole, double oblateness) {
  const Real r = norm(r_m);
  const Real minus_inverse = -1.0 / r;
  const Vector<Real> down = minus_inverse * r_m;
  const Vector<Real> across = to_sun_m - dot(to_sun_m, down) * down;
  // A Sun exactly behind the centre has no plane; any limb serves.
  const Real inverse = 1.0 / max(norm(across), Real(1.0));
  const Vector<Real> side = inverse * across;
  // In the metric x.y + k (x.n)(y.n) over a^2 the ellipsoid is a unit sphere; the direction
  // down + t side touches it where (p.d)^2 = (d.d)(p.p - 1).
  const Real k = oblateness;
  const Real over_a2 = 1.0 / (radius_m * radius_m);
  const Real p_n = dot(r_m, pole);
  const Real d_n = dot(down, pole);
  const Real s_n = dot(side, pole);
  const Real pp = over_a2 * (r * r + k * p_n * p_n) - 1.0;
  const Real pd = over_a2 * (k * p_n * d_n - r);
  const Real ps = over_a2 * (k * p_n * s_n);
  const Real dd = over_a2 * (1.0 + k * d_n * d_n);
  const Real ds = over_a2 * (k * d_n * s_n);
  const Real ss = over_a2 * (1.0 + k * s_n * s_n);
  const Real a = pp * ss - ps * ps; // a t^2 + 2 b t = c with a, c > 0 outside the body
  const Real b = pp * ds - pd * ps;
  const Real c = pd * pd - pp * dd;
  const Real t = (sqrt(max(b * b + a * c, Real(0.0))) - b) / a;
  return arc_sine<Real>(t / sqrt(1.0 + t * t));
}

/// `body_m` is where the body stands that may hide the Sun; `body_limb_rad` its angular radius, or
/// see `sphere_discs`. All positions in one frame, m.
template <class Real>
[[gnu::always_inline]] inline Discs<Real> discs(const Vector<Real>& r_m, const Vector<Real>& sun_m,
                                                const Vector<Real>& body_m,
                                                const Real& body_limb_rad) {
  const Vector<Real> to_sun = sun_m - r_m;
  const Vector<Real> to_body = body_m - r_m;
  const Real sun_distance = norm(to_sun);
  const Real inverse_sun = 1.0 / sun_distance;
  const Real inverse_body = 1.0 / norm(to_body);
  // Half the chord between unit vectors keeps small separations exact, as the cosine does not.
  const Real half_chord = 0.5 * norm(inverse_sun * to_sun - inverse_body * to_body);
  return {arc_sine<Real>(kSunRadius_m * inverse_sun), body_limb_rad,
          2.0 * arc_sine<Real>(min(half_chord, Real(1.0)))};
}
template <class Real>
[[gnu::always_inline]] inline Discs<Real>
sphere_discs(const Vector<Real>& r_m, const Vector<Real>& sun_m, const Vector<Real>& body_m,
             double radius_m) {
  const Real sine = min(radius_m / norm(body_m - r_m), Real(1.0));
  return discs<Real>(r_m, sun_m, body_m, arc_sine<Real>(sine));
}
/// The Earth at the origin as the ellipsoid WGS84; `pole` is its unit axis.
template <class Real>
[[gnu::always_inline]] inline Discs<Real>
earth_discs(const Vector<Real>& r_m, const Vector<Real>& sun_m, const Vector<Real>& pole) {
  const Real zero = 0.0;
  return discs<Real>(
      r_m, sun_m, {zero, zero, zero},
      ellipsoid_limb<Real>(r_m, sun_m - r_m, kShadowEarthRadius_m, pole, kShadowEarthOblateness));
}

/// Signed distances from the edges of the shadow, rad: positive in the light, and smooth where they
/// change sign, so that an integrator can find the instant and start anew there. Umbra: the disc in
/// front covers the Sun (never if it is the smaller one). Penumbra: it touches it.
template <class Real>
[[gnu::always_inline]] inline Real penumbra_margin(const Discs<Real>& d) {
  return d.separation - d.body - d.sun;
}
template <class Real>
[[gnu::always_inline]] inline Real umbra_margin(const Discs<Real>& d) {
  return d.separation - d.body + d.sun;
}

/// Visible fraction of the Sun's disc: 1 in the light, 0 in the umbra; in between the area that two
/// circles in a plane have in common (Montenbruck and Gill, Satellite Orbits, 2000, section 3.4.2).
/// A smaller disc in front of the whole Sun (the Moon's annular eclipse) hides its own area. Left
/// out: refraction and absorption by the air, darkening at the Sun's limb, the curvature of the
/// discs.
template <class Real>
[[gnu::always_inline]] inline Real visible_fraction(const Discs<Real>& d) {
  constexpr double kPi = 3.14159265358979323846;
  constexpr double kHalfPi = 0.5 * kPi;
  const Real one = 1.0;
  const Real zero = 0.0;
  const Real a2 = d.sun * d.sun;
  const Real b2 = d.body * d.body;
  const Real c = max(d.separation, Real(1e-12));
  // Distances of the common chord from the two centres, and half its length.
  const Real x = (c * c + a2 - b2) / (2.0 * c);
  const Real y = sqrt(max(a2 - x * x, zero));
  const Real sun_sine = max(min(x / d.sun, one), -one);
  const Real body_sine = max(min((c - x) / d.body, one), -one);
  const Real common =
      a2 * (kHalfPi - arc_sine(sun_sine)) + b2 * (kHalfPi - arc_sine(body_sine)) - c * y;
  const Real area = kPi * a2;
  const Real partial = max(min(1.0 - common / area, one), zero);
  const Real inside = max(1.0 - b2 / a2, zero);
  const auto touching = penumbra_margin(d) < zero;
  const Real radii_apart = max(d.sun - d.body, d.body - d.sun);
  const auto covering = d.separation <= radii_apart;
  return select(touching, select(covering, inside, partial), one);
}

/// Light left by two bodies: the hidden parts add up, which is exact unless they overlap.
template <class Real>
[[gnu::always_inline]] inline Real visible_fraction(const Discs<Real>& earth,
                                                    const Discs<Real>& moon) {
  return max(visible_fraction(earth) + visible_fraction(moon) - 1.0, Real(0.0));
}

} // namespace urker::orbit::kernel
