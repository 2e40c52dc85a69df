#pragma once

#include "link/line_of_sight.hpp"
#include "link/tracking/mount_config.hpp"
#include "link/tracking/sight_windows.hpp"

#include <functional>
#include <vector>

namespace urker::link {

/// Where a mount cannot follow a satellite that it has at `begin`: from the instant at which an
/// axis would have to turn faster than it can, until it has caught up at its greatest rate. In
/// order, disjoint. The antenna does not turn ahead, has no acceleration to gain, and what its beam
/// forgives is left out. Losses of less than half a second may be missed.
///
/// An axis at p(t) that is followed at a rate r in one direction is lost where g(t) = p(t) - r t
/// exceeds the least value that it had before: the antenna, which left p there at the rate r, is
/// behind.
[[nodiscard]] std::vector<Interval> keyholes(const MountConfig& mount,
                                             const std::function<LineOfSight(Time)>& sight,
                                             Time begin, Time end);

} // namespace urker::link
