#pragma once

#include "link/tracking/mount_config.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/geodesy.hpp"
#include "orbit/trajectory.hpp"

#include <functional>
#include <memory>

namespace urker::ground {

/// Geometric distance between two things at one instant, m.
using RangeFunction = std::function<double(Time)>;

/// Distance between a satellite and a site.
[[nodiscard]] RangeFunction range_function(std::shared_ptr<const orbit::Trajectory> trajectory,
                                           std::shared_ptr<const orbit::Earth> earth,
                                           const orbit::Geodetic& site);

/// Direction of a satellite at one instant.
using LookFunction = std::function<link::Direction(Time)>;

/// As seen from a site, without refraction.
[[nodiscard]] LookFunction look_function(std::shared_ptr<const orbit::Trajectory> trajectory,
                                         std::shared_ptr<const orbit::Earth> earth,
                                         const orbit::Geodetic& site);

/// When a signal that leaves at `departure` reaches the other end, rounded up to the nanosecond:
/// vacuum light time over the distance at arrival. How far the sender moves in an inertial frame
/// while the signal travels, and the delay in the air, are left out (below 100 ns together for low
/// orbits).
[[nodiscard]] Time light_arrival(const RangeFunction& range_m, Time departure);

} // namespace urker::ground
