#pragma once

#include "orbit/earth.hpp"
#include "orbit/geodesy.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace urker::access {

/// When and how far aside a push-broom imager passes a point: the instant at which the point lies
/// in the plane across the ground track's relative velocity, and the roll that points at it.
struct Crossing {
  Time time = kStart;
  double roll_rad = 0.0;          ///< signed off-nadir angle, positive to the right of the velocity
  double sun_elevation_rad = 0.0; ///< at the point
  double range_m = 0.0;
  double incidence_rad = 0.0; ///< at the point, from the local vertical
};

/// The crossing of a point within [begin, end], if there is one. Exact to 1 us by Newton's method
/// on the Earth-fixed trajectory.
[[nodiscard]] std::optional<Crossing> find_crossing(const orbit::Trajectory& trajectory,
                                                    const orbit::Earth& earth,
                                                    const orbit::Geodetic& point, Time begin,
                                                    Time end);

/// Where the ray at `roll_rad` in the crossing plane at time t meets the ellipsoid; nothing if it
/// misses the Earth.
[[nodiscard]] std::optional<orbit::Geodetic> ground_point(const orbit::Trajectory& trajectory,
                                                          const orbit::Earth& earth, Time t,
                                                          double roll_rad);

/// Footprint of a push-broom scene between two instants at a fixed roll: corners in the order
/// begin-left, begin-right, end-right, end-left. Throws an internal error if the swath misses the
/// Earth.
[[nodiscard]] std::array<orbit::Geodetic, 4> footprint(const orbit::Trajectory& trajectory,
                                                       const orbit::Earth& earth, Time begin,
                                                       Time end, double roll_rad,
                                                       double half_width_rad);

/// Sun elevation at a place, rad, geometric.
[[nodiscard]] double sun_elevation_rad(const orbit::Earth& earth, const orbit::Geodetic& place,
                                       Time t);

} // namespace urker::access
