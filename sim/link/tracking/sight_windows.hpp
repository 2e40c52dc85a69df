#pragma once

#include "link/interval.hpp"

#include <functional>
#include <vector>

namespace urker::link {

/// How far a line of sight stays from where something happens.
struct Clearance {
  double angle_rad = 0.0; ///< to it; negative inside
  double range_m = 0.0;   ///< of the satellite
  double speed_m_s = 0.0; ///< likewise, in the Earth-fixed frame
};

/// The intervals of [begin, end] in which the clearance is negative, in order, to 1 us, or 5 ms
/// where one is grazed. The angle changes no faster than the line of sight turns and the sky does;
/// steps are as long as that allows, for satellites whose speed changes by 10 m/s2 at most.
[[nodiscard]] std::vector<Interval>
inside_intervals(const std::function<Clearance(Time)>& clearance, Time begin, Time end);

/// A step after which an angle's sign is proved to be the same.
[[nodiscard]] Duration safe_step(const Clearance& clearance);

} // namespace urker::link
