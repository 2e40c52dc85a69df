#pragma once

#include "base/simd/instruction_set.hpp"
#include "orbit/sgp4/sgp4_model.hpp"

#include <cstddef>
#include <cstdint>

// SGP4 for one object at many times, several times at once. The model is that of sgp4.hpp in
// another arrangement: angles of which only sine and cosine are needed are never computed, small
// corrections turn such a pair by a power series, and Kepler's equation is solved for the small
// difference between eccentric and mean longitude. Lanes in which the arrangement would not hold to
// the tolerance, or in which there is no state, are reported as unusual and left to the scalar
// form.
namespace urker::orbit::sgp4 {

/// Lanes that one call of a kernel works on at most; a multiple of every instruction set's.
inline constexpr std::size_t kMostLanes = 64;

/// Where the states go: metres and metres a second, `kMostLanes` or `count` of each.
struct LaneStates {
  double *x, *y, *z;
  double *vx, *vy, *vz;
};

/// The object. Pointers are borrowed.
struct BatchObject {
  const Elements* epoch;
  const SecularRates* rates;
  const DragTerms* drag;
  double root_mu;
};

struct NearEarthBatch {
  BatchObject object;
  const InclinationTerms* inclination;
  double semi_major_axis; ///< at the epoch
  const double* minutes;
  std::size_t count; ///< a multiple of 8, at most kMostLanes
  LaneStates states;
};

struct DeepSpaceBatch {
  BatchObject object;
  const ThirdBody* bodies; ///< two
  const Elements* rates;   ///< secular, by both bodies
  Resonance::Kind resonance;
  double sidereal_angle;     ///< at the epoch
  const double* longitude;   ///< resonant mean longitude at each time
  const double* mean_motion; ///< resonant mean motion at each time
  const double* minutes;
  std::size_t count; ///< a multiple of 8, at most kMostLanes
  LaneStates states;
};

// Bit i of the result: lane i is unusual, and its state means nothing.
URKER_SIMD_DECLARE(std::uint64_t propagate_near_earth(const NearEarthBatch& batch);
                   std::uint64_t propagate_deep_space(const DeepSpaceBatch& batch);)

} // namespace urker::orbit::sgp4
