#include "orbit/sgp4/sgp4_lanes.hpp"

namespace urker::orbit::sgp4::URKER_SIMD {

namespace {

constexpr double kTwoPi = 6.28318530717958647693;
constexpr double kEarthRotation = 4.37526908801129966e-3; // rad/min

/// Sum of the long-period terms of both bodies, in the form that stays finite on the equator.
struct Periodic {
  Pack eccentricity = 0.0, inclination = 0.0, anomaly = 0.0, perigee_plus = 0.0, sin_node = 0.0;
};

URKER_INLINE Pack change(const ThirdBody::Amplitudes& a, Pack f2, Pack f3, Pack sin_f) {
  return mul_add(a.f2, f2, mul_add(a.f3, f3, a.sin_f * sin_f));
}

URKER_INLINE void add(const ThirdBody& body, Pack t, Periodic& sum) {
  const SinCos mean = sincos(body.epoch_anomaly + body.mean_motion * t);
  const SinCos f = turned(mean, small_turn(2.0 * body.eccentricity * mean.sin));
  const Pack f2 = 0.5 * f.sin * f.sin - 0.25;
  const Pack f3 = -0.5 * f.sin * f.cos;
  sum.eccentricity += change(body.eccentricity_terms, f2, f3, f.sin);
  sum.inclination += change(body.inclination_terms, f2, f3, f.sin);
  sum.anomaly += change(body.anomaly_terms, f2, f3, f.sin);
  sum.perigee_plus += change(body.perigee_terms, f2, f3, f.sin);
  sum.sin_node += change(body.node_terms, f2, f3, f.sin);
}

/// Angle of the vector (x, y), in [-pi, pi]. Coefficients: fdlibm.
URKER_INLINE Pack arc_tangent(Pack y, Pack x) {
  constexpr double kSeries[] = {
      3.33333333333329318027e-01,  -1.99999999998764832476e-01, 1.42857142725034663711e-01,
      -1.11111104054623557880e-01, 9.09088713343650656196e-02,  -7.69187620504482999495e-02,
      6.66107313738753120669e-02,  -5.83357013379057348645e-02, 4.97687799461593236017e-02,
      -3.65315727442169155270e-02, 1.62858201153657823623e-02};
  constexpr double kPi = 0.5 * kTwoPi;
  const Pack across = abs(y);
  const Pack along = abs(x);
  const Pack less = min(across, along);
  const Pack more = max(across, along);
  // Seen from 45 degrees where it is nearer to that than to an axis: the series' limit is 7/16.
  constexpr double kTangentOfEighth = 0.41421356237309504880; // of a half turn
  const Mask diagonal = less > kTangentOfEighth * more;
  const Pack z = select(diagonal, less - more, less) / select(diagonal, less + more, more);
  const Pack z2 = z * z;
  const Pack reduced = z - z * z2 * polynomial(kSeries, z2);
  const Pack octant = select(diagonal, 0.25 * kPi + reduced, reduced);
  const Pack quadrant = select(across > along, 0.5 * kPi - octant, octant);
  const Pack half = select(x < 0.0, kPi - quadrant, quadrant);
  return select(y < 0.0, -half, half);
}

/// How the Sun and Moon turn the node and the perigee.
struct Turning {
  Pack node, perigee;
  Mask unusual;
};

/// Below 0.2 rad in Lyddane's form, where the change is applied to the orbit's pole. Seen from the
/// node itself the pole moves by (sin i + di cos i, sin i dnode), so that the change of the node is
/// the angle of this vector.
URKER_INLINE Turning turning(const Periodic& periodic, SinCos inclination, Pack inclination_rad,
                             Pack node) {
  constexpr double kLowInclination = 0.2;
  const Mask low = inclination_rad < kLowInclination;
  const Pack pole = mul_add(periodic.inclination, inclination.cos, inclination.sin);
  // The reference uses the node within one turn, of the node's sign, as a factor.
  const Pack turns = node / kTwoPi;
  const Pack whole = select(turns < 0.0, -floor(-turns), floor(turns));
  const Pack within = node - whole * kTwoPi;
  Turning result;
  result.node =
      select(low, arc_tangent(periodic.sin_node, pole), periodic.sin_node / inclination.sin);
  result.perigee = periodic.perigee_plus - inclination.cos * result.node -
                   select(low, periodic.inclination * within * inclination.sin, Pack(0.0));
  constexpr double kNearWhole = 1e-9;
  constexpr double kNearHalfTurn = 3.14;
  const Mask jumps = low & (abs(turns - round(turns)) < kNearWhole);
  result.unusual = jumps | (low & !(abs(result.node) < kNearHalfTurn));
  return result;
}

/// Secular elements; latitude is mean anomaly plus argument of perigee.
struct Secular {
  Pack latitude, perigee, node, mean_motion;
};

URKER_INLINE Secular secular(const DeepSpaceBatch& batch, Pack t, std::size_t lane) {
  const Elements& epoch = *batch.object.epoch;
  const SecularRates& zonal = *batch.object.rates;
  const DragTerms& drag = *batch.object.drag;
  const Elements& bodies = *batch.rates;
  Secular x;
  x.perigee = epoch.perigee + zonal.perigee * t + bodies.perigee * t;
  x.node = epoch.node + t * (zonal.node + drag.node * t) + bodies.node * t;
  x.latitude = epoch.anomaly + zonal.anomaly * t + bodies.anomaly * t + x.perigee;
  x.mean_motion = epoch.mean_motion;
  if (batch.resonance != Resonance::Kind::none) {
    const Pack sidereal = batch.sidereal_angle + kEarthRotation * t;
    const Pack longitude = Pack::load(batch.longitude + lane);
    x.mean_motion = Pack::load(batch.mean_motion + lane);
    x.latitude = batch.resonance == Resonance::Kind::one_day
                     ? longitude - x.node + sidereal
                     : longitude - 2.0 * x.node + 2.0 * sidereal + x.perigee;
  }
  x.latitude += epoch.mean_motion * drag.l2 * t * t;
  return x;
}

template <bool kNearlyCircular>
URKER_INLINE Mask propagate(const DeepSpaceBatch& batch, std::size_t lane) {
  const Elements& epoch = *batch.object.epoch;
  const DragTerms& drag = *batch.object.drag;
  const Pack t = Pack::load(batch.minutes + lane);
  const Secular x = secular(batch, t, lane);
  Periodic periodic;
  add(batch.bodies[0], t, periodic);
  add(batch.bodies[1], t, periodic);

  const Pack secular_e = epoch.eccentricity + batch.rates->eccentricity * t - drag.e1 * t;
  const Pack e = max(secular_e, 1.0e-6) + periodic.eccentricity;
  const Pack inclination = epoch.inclination + batch.rates->inclination * t + periodic.inclination;
  const SinCos i = sincos(inclination);
  const Turning turn = turning(periodic, i, inclination, x.node);
  const Pack factor = 1.0 - drag.c1 * t;
  const Pack perigee = x.perigee + turn.perigee;
  const Pack node = x.node + turn.node;
  // The mean motion is positive in lanes that are not unusual.
  const Pack a = pow(batch.object.root_mu / max(x.mean_motion, 1e-9), 2.0 / 3.0);

  LaneMean mean;
  mean.semi_major_axis = a * factor * factor;
  mean.eccentricity = e;
  mean.latitude = x.latitude + periodic.anomaly + turn.perigee;
  mean.perigee = sincos(perigee);
  mean.node = sincos(node);
  mean.inclination = i;
  constexpr double kJ3OverJ2 = kJ3 / kJ2;
  mean.j3_node = -0.5 * kJ3OverJ2 * i.sin;
  mean.j3_longitude = -0.25 * kJ3OverJ2 * i.sin * (3.0 + 5.0 * i.cos) / (1.0 + i.cos);
  const Mask unusual = osculate<kNearlyCircular>(mean, batch.object.root_mu, batch.states, lane);
  constexpr double kRetrograde = 3.1; // the last term has its pole at pi
  return unusual | turn.unusual |
         !((secular_e > -0.001) & (secular_e < kGreatestEccentricity) & (e > 0.0) &
           (x.mean_motion > 1e-9) & (inclination > 0.0) & (inclination < kRetrograde) &
           (abs(x.latitude) < kGreatestAngle) & (abs(node) < kGreatestAngle) &
           (abs(perigee) < kGreatestAngle));
}

template <bool kNearlyCircular>
URKER_INLINE std::uint64_t propagate_all(const DeepSpaceBatch& batch) {
  std::uint64_t unusual = 0;
  for (std::size_t lane = 0; lane < batch.count; lane += kLanes) {
    unusual |= std::uint64_t{bits(propagate<kNearlyCircular>(batch, lane))} << lane;
  }
  return unusual;
}

} // namespace

std::uint64_t propagate_deep_space(const DeepSpaceBatch& batch) {
  constexpr double kNearlyCircularLimit = 0.1; // Sun and Moon may add as much
  return batch.object.epoch->eccentricity < kNearlyCircularLimit ? propagate_all<true>(batch)
                                                                 : propagate_all<false>(batch);
}

} // namespace urker::orbit::sgp4::URKER_SIMD
