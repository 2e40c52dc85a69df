#include "orbit/sgp4/sgp4_lanes.hpp"

namespace urker::orbit::sgp4::URKER_SIMD {

namespace {

/// What drag does beyond the polynomials, in orbits with a perigee above 220 km.
struct FullDrag {
  Pack shift = 0.0;        ///< from the argument of perigee to the mean anomaly
  Pack eccentricity = 0.0; ///< to be taken off
};

URKER_INLINE FullDrag full_drag(const DragTerms& drag, Pack t, SinCos anomaly) {
  const Pack base = mul_add(drag.eta, anomaly.cos, 1.0);
  FullDrag full;
  full.shift = drag.perigee_rate * t + drag.anomaly_cubic * (base * base * base - drag.epoch_cube);
  const SinCos shifted = turned(anomaly, small_turn(full.shift));
  full.eccentricity = drag.e2 * (shifted.sin - drag.epoch_sin_anomaly);
  return full;
}

template <bool kNearlyCircular>
URKER_INLINE Mask propagate(const NearEarthBatch& batch, std::size_t lane) {
  const Elements& epoch = *batch.object.epoch;
  const DragTerms& drag = *batch.object.drag;
  const InclinationTerms& i = *batch.inclination;
  const Pack t = Pack::load(batch.minutes + lane);
  const Pack anomaly = epoch.anomaly + batch.object.rates->anomaly * t;
  const Pack perigee = epoch.perigee + batch.object.rates->perigee * t;
  const Pack node = epoch.node + t * (batch.object.rates->node + drag.node * t);
  FullDrag full;
  if (!drag.simple) {
    full = full_drag(drag, t, sincos(anomaly));
  }
  const Pack t2 = t * t;
  const Pack factor = 1.0 - t * (drag.c1 + t * (drag.d2 + t * (drag.d3 + t * drag.d4)));
  const Pack longitude = t2 * (drag.l2 + t * (drag.l3 + t * (drag.l4 + t * drag.l5)));
  const Pack e = epoch.eccentricity - drag.e1 * t - full.eccentricity;

  LaneMean mean;
  mean.semi_major_axis = batch.semi_major_axis * factor * factor;
  mean.eccentricity = max(e, 1.0e-6);
  // The shift by drag cancels in the sum.
  mean.latitude = anomaly + perigee + epoch.mean_motion * longitude;
  mean.perigee = turned(sincos(perigee), small_turn(-full.shift));
  mean.node = sincos(node);
  mean.inclination = {i.sin_i, i.cos_i};
  mean.j3_node = i.j3_node;
  mean.j3_longitude = i.j3_longitude;
  const Mask unusual = osculate<kNearlyCircular>(mean, batch.object.root_mu, batch.states, lane);
  return unusual | !((e > -0.001) & (e < kGreatestEccentricity) & (abs(full.shift) < kSmallTurn) &
                     (abs(anomaly) < kGreatestAngle) & (abs(node) < kGreatestAngle) &
                     (abs(perigee) < kGreatestAngle));
}

template <bool kNearlyCircular>
URKER_INLINE std::uint64_t propagate_all(const NearEarthBatch& batch) {
  std::uint64_t unusual = 0;
  for (std::size_t lane = 0; lane < batch.count; lane += kLanes) {
    unusual |= std::uint64_t{bits(propagate<kNearlyCircular>(batch, lane))} << lane;
  }
  return unusual;
}

} // namespace

std::uint64_t propagate_near_earth(const NearEarthBatch& batch) {
  constexpr double kNearlyCircularLimit = 0.15;
  return batch.object.epoch->eccentricity < kNearlyCircularLimit ? propagate_all<true>(batch)
                                                                 : propagate_all<false>(batch);
}

} // namespace urker::orbit::sgp4::URKER_SIMD
