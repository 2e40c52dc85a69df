#pragma once

#include "orbit/trajectory.hpp"
#include "time/time.hpp"

#include <string>
#include <vector>

namespace urker::cli {

/// A row of somebody else's trajectory, GCRF.
struct TrajectoryRow {
  Time t;
  orbit::State state;
  double mass_kg = 0.0;
};

/// CSV with comment lines (#) and the columns t_s (since kStart), x_m, y_m, z_m, vx_m_s, vy_m_s,
/// vz_m_s, mass_kg; at least one row, the first at 0 s, times ascending. Throws
/// `Error{missing_input}` and `Error{invalid_input}` with every mistake and its place.
[[nodiscard]] std::vector<TrajectoryRow> read_trajectory(const std::string& file);

} // namespace urker::cli
