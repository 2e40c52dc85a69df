#pragma once

#include "orbit/tabulated/tabulated_trajectory.hpp"

#include <cstddef>
#include <vector>

namespace urker::orbit {

/// Position and velocity between two states of a table as Bernstein coefficients over that time.
struct InterpolatedPiece {
  std::vector<Vector3> r_m;
  std::vector<Vector3> v_m_s;
};

/// From state `i` to state `i + 1`, by Newton's divided differences.
[[nodiscard]] InterpolatedPiece interpolate(const StateTable& table, std::size_t i);

} // namespace urker::orbit
