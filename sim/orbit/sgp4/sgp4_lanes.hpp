#pragma once

// What the kernels for near-earth and deep-space orbits share; only for *.simd.cpp files. Symbols
// and units as in sgp4_model.hpp.

#include "base/simd/math.hpp"
#include "orbit/sgp4/sgp4_batch.hpp"

namespace urker::orbit::sgp4::URKER_SIMD {

using namespace urker::simd::URKER_SIMD;

/// Far from the epoch the last bit of an angle counts: there the scalar form, which rounds as the
/// reference does, takes over.
inline constexpr double kGreatestAngle = 5e4;
/// From here on the reference's steps for Kepler's equation may not converge.
inline constexpr double kGreatestEccentricity = 0.9;

/// Sine and cosine of angles up to a quarter of a radian, by their Taylor series: 2e-16.
URKER_INLINE SinCos small_turn(Pack x) {
  constexpr double kSin[] = {1.0,           -1.0 / 6.0,     1.0 / 120.0,
                             -1.0 / 5040.0, 1.0 / 362880.0, -1.0 / 39916800.0};
  constexpr double kCos[] = {1.0,          -1.0 / 2.0,    1.0 / 24.0,
                             -1.0 / 720.0, 1.0 / 40320.0, -1.0 / 3628800.0};
  const Pack z = x * x;
  return {x * polynomial(kSin, z), polynomial(kCos, z)};
}
inline constexpr double kSmallTurn = 0.25;

/// The same up to 0.02.
URKER_INLINE SinCos tiny_turn(Pack x) {
  constexpr double kSin[] = {1.0, -1.0 / 6.0, 1.0 / 120.0, -1.0 / 5040.0};
  constexpr double kCos[] = {1.0, -1.0 / 2.0, 1.0 / 24.0, -1.0 / 720.0};
  const Pack z = x * x;
  return {x * polynomial(kSin, z), polynomial(kCos, z)};
}
inline constexpr double kTinyTurn = 0.02;

/// The pair of the sum of both angles.
URKER_INLINE SinCos turned(SinCos a, SinCos by) {
  return {mul_add(a.sin, by.cos, a.cos * by.sin), mul_add(a.cos, by.cos, -(a.sin * by.sin))};
}

/// Mean elements with all that is not periodic in the mean anomaly, and what depends on the
/// inclination.
struct LaneMean {
  Pack semi_major_axis;
  Pack eccentricity;
  Pack latitude; ///< mean anomaly plus argument of perigee
  SinCos perigee, node, inclination;
  Pack j3_node, j3_longitude;
};

/// Kepler's equation d = S cos d + C sin d for the eccentric less the mean longitude d, with S and
/// C the eccentricity times sine and cosine of the mean anomaly. Lanes that have converged rest.
struct Kepler {
  Pack difference;
  SinCos turn; ///< of the difference
  Mask converged;
};

template <bool kNearlyCircular>
URKER_INLINE SinCos kepler_turn(Pack d) {
  if constexpr (kNearlyCircular) {
    return small_turn(d);
  } else {
    return sincos(d);
  }
}

/// Halley's steps. After one shorter than `kShort` the error is its cube.
template <bool kNearlyCircular>
URKER_INLINE Kepler solve_kepler(Pack s, Pack c) {
  constexpr double kShort = 1e-6;
  constexpr int kMostSteps = kNearlyCircular ? 3 : 10;
  Kepler k;
  k.difference = s / (1.0 - c);
  if constexpr (!kNearlyCircular) { // Danby's start where the linear one overshoots
    const Pack e = sqrt(s * s + c * c);
    const Pack start = 0.85 * select(s < 0.0, -e, e);
    k.difference = select(abs(k.difference) > abs(start), start, k.difference);
  }
  k.converged = Mask{Integers{}};
  for (int i = 0; i < kMostSteps; ++i) {
    const SinCos turn = kepler_turn<kNearlyCircular>(k.difference);
    const Pack bend = s * turn.cos + c * turn.sin; // second derivative
    const Pack value = k.difference - bend;
    const Pack slope = 1.0 - (c * turn.cos - s * turn.sin);
    const Pack step = value * slope / mul_add(slope, slope, -0.5 * value * bend);
    k.difference = select(k.converged, k.difference, k.difference - step);
    k.converged = k.converged | (abs(step) < kShort);
    if (all(k.converged)) {
      break;
    }
  }
  k.turn = kepler_turn<kNearlyCircular>(k.difference);
  return k;
}

/// Position and velocity in the plane, and the angles that turn it, all osculating.
struct InPlane {
  Pack radius, radial_rate, transverse_rate;
  SinCos latitude, node, inclination;
};

URKER_INLINE void store_state(const InPlane& x, double root_mu, const LaneStates& out,
                              std::size_t lane) {
  const Pack radius_m = (kEarthRadius_km * 1e3) * x.radius;
  const Pack speed = kEarthRadius_km * 1e3 / 60.0 * root_mu;
  const Pack radial_m_s = speed * x.radial_rate;
  const Pack transverse_m_s = speed * x.transverse_rate;
  const Pack node_x = -x.node.sin * x.inclination.cos;
  const Pack node_y = x.node.cos * x.inclination.cos;
  const Pack out_x = mul_add(x.node.cos, x.latitude.cos, node_x * x.latitude.sin);
  const Pack out_y = mul_add(x.node.sin, x.latitude.cos, node_y * x.latitude.sin);
  const Pack out_z = x.inclination.sin * x.latitude.sin;
  const Pack along_x = mul_add(node_x, x.latitude.cos, -(x.node.cos * x.latitude.sin));
  const Pack along_y = mul_add(node_y, x.latitude.cos, -(x.node.sin * x.latitude.sin));
  const Pack along_z = x.inclination.sin * x.latitude.cos;
  (radius_m * out_x).store(out.x + lane);
  (radius_m * out_y).store(out.y + lane);
  (radius_m * out_z).store(out.z + lane);
  mul_add(radial_m_s, out_x, transverse_m_s * along_x).store(out.vx + lane);
  mul_add(radial_m_s, out_y, transverse_m_s * along_y).store(out.vy + lane);
  mul_add(radial_m_s, out_z, transverse_m_s * along_z).store(out.vz + lane);
}

/// From mean elements to position and velocity; the result is the lanes that are unusual.
template <bool kNearlyCircular>
URKER_INLINE Mask osculate(const LaneMean& x, double root_mu, const LaneStates& out,
                           std::size_t lane) {
  const Pack a = x.semi_major_axis;
  const SinCos i = x.inclination;
  const Pack cos2 = i.cos * i.cos;
  const Pack three_cos2_minus_1 = 3.0 * cos2 - 1.0;
  const Pack one_minus_cos2 = 1.0 - cos2;
  const Pack seven_cos2_minus_1 = 7.0 * cos2 - 1.0;

  // Long-period terms of J3.
  const Pack inverse_p_mean = 1.0 / (a * (1.0 - x.eccentricity * x.eccentricity));
  const Pack e_cos = x.eccentricity * x.perigee.cos;
  const Pack e_sin = mul_add(x.eccentricity, x.perigee.sin, inverse_p_mean * x.j3_node);
  const Pack latitude = mul_add(inverse_p_mean * x.j3_longitude, e_cos, x.latitude);

  const SinCos mean = sincos(latitude);
  const Kepler kepler = solve_kepler<kNearlyCircular>(e_cos * mean.sin - e_sin * mean.cos,
                                                      e_cos * mean.cos + e_sin * mean.sin);
  const SinCos eccentric = turned(mean, kepler.turn);
  const Pack e_cos_anomaly = e_cos * eccentric.cos + e_sin * eccentric.sin;
  const Pack e_sin_anomaly = e_cos * eccentric.sin - e_sin * eccentric.cos;
  const Pack e2 = e_cos * e_cos + e_sin * e_sin;
  const Pack beta2 = 1.0 - e2;
  const Pack beta = sqrt(beta2);
  const Pack p = a * beta2;
  const Pack r = a * (1.0 - e_cos_anomaly);
  const Pack inverse_r = 1.0 / r;
  const Pack root_a = sqrt(a);
  const Pack shared = e_sin_anomaly / (1.0 + beta);
  const Pack a_r = a * inverse_r;
  const SinCos u{a_r * (eccentric.sin - e_sin - e_cos * shared),
                 a_r * (eccentric.cos - e_cos + e_sin * shared)};
  const Pack sin_2u = 2.0 * u.sin * u.cos;
  const Pack cos_2u = 1.0 - 2.0 * u.sin * u.sin;

  // Short-period terms of J2.
  const Pack inverse_p = 1.0 / p;
  const Pack j2_1 = 0.5 * kJ2 * inverse_p;
  const Pack j2_2 = j2_1 * inverse_p;
  const Pack motion = 1.0 / (a * root_a);
  const Pack radius =
      r * (1.0 - 1.5 * j2_2 * beta * three_cos2_minus_1) + 0.5 * j2_1 * one_minus_cos2 * cos_2u;
  const Pack radial_rate =
      root_a * e_sin_anomaly * inverse_r - motion * j2_1 * one_minus_cos2 * sin_2u;
  const Pack transverse_rate = root_a * beta * inverse_r +
                               motion * j2_1 * (one_minus_cos2 * cos_2u + 1.5 * three_cos2_minus_1);
  const SinCos lat = turned(u, tiny_turn(-0.25 * j2_2 * seven_cos2_minus_1 * sin_2u));
  const SinCos node = turned(x.node, tiny_turn(1.5 * j2_2 * i.cos * sin_2u));
  const SinCos incl = turned(i, tiny_turn(1.5 * j2_2 * i.cos * i.sin * cos_2u));

  store_state({radius, radial_rate, transverse_rate, lat, node, incl}, root_mu, out, lane);

  // Also no numbers count as unusual, hence the negations. The greatest factor in the short-period
  // angles is 1.75.
  constexpr double kOnGround = 1.0 + 1e-9; // where the error code hangs on the last bit
  const Pack greatest_d = kNearlyCircular ? kSmallTurn : 4.0;
  return !(kepler.converged & (radius > kOnGround) & (1.75 * j2_2 < kTinyTurn) &
           (e2 < kGreatestEccentricity * kGreatestEccentricity) &
           (abs(kepler.difference) < greatest_d) & (abs(x.latitude) < kGreatestAngle) & (p > 0.0));
}

} // namespace urker::orbit::sgp4::URKER_SIMD
