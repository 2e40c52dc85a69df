#pragma once

#include "access/cell_grid.hpp"
#include "orbit/earth/geodesy.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace urker::access {

/// An area of interest as the planners see it.
struct Area {
  std::string name;
  std::vector<std::int64_t> cells; ///< ascending
  orbit::Geodetic cap_centre;      ///< of a spherical cap that encloses the polygon
  double cap_radius_rad = 0.0;     ///< Earth-central angle; nearly the least possible
};

/// Throws `Error{invalid_input}` naming the area if the polygon contains no cell's centre.
[[nodiscard]] Area make_area(const std::vector<orbit::Geodetic>& polygon, const CellGrid& grid,
                             const std::string& name = {});

} // namespace urker::access
