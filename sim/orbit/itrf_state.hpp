#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"

namespace urker::orbit {

/// As `Earth::to_itrf`.
[[nodiscard]] inline State itrf_state(const Trajectory& trajectory, const Earth& earth, Time t) {
  return earth.to_itrf(trajectory.state(t), trajectory.frame(), t);
}

} // namespace urker::orbit
