#pragma once

#include "orbit/numerical/numerical_orbit.hpp"

namespace urker::orbit {

/// Where the air's density is asked for, with local solar time as of GCRF.
[[nodiscard]] DensityPoint density_point(const ForcePoint& point);

/// m/s2, GCRF, in air of this density at the point.
[[nodiscard]] Vector3 drag_acceleration(const NumericalOrbit& orbit, const ForcePoint& point,
                                        double density_kg_m3);

} // namespace urker::orbit
