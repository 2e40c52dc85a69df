#pragma once

#include "access/area.hpp"
#include "access/cell_grid.hpp"
#include "access/ground_place.hpp"
#include "access/target_passes.hpp"

#include <vector>

namespace urker::access {

/// An area's cells, ready for searches with many satellites.
class AreaPoints {
 public:
  /// All points lie within `cap_radius_rad` of `cap_centre`, an angle at the Earth's centre.
  AreaPoints(const std::vector<orbit::Geodetic>& points, const orbit::Geodetic& cap_centre,
             double cap_radius_rad);
  /// The centres of its cells.
  AreaPoints(const Area& area, const CellGrid& grid);

  /// Far apart first, so that most of a pass is filled by few of them.
  [[nodiscard]] const std::vector<GroundPlace>& points() const { return points_; }
  [[nodiscard]] const orbit::Geodetic& cap_centre() const { return cap_centre_; }
  [[nodiscard]] double cap_radius_rad() const { return cap_radius_rad_; }
  /// Of any point from the Earth's centre.
  [[nodiscard]] double least_radius_m() const { return least_radius_m_; }

 private:
  std::vector<GroundPlace> points_;
  orbit::Geodetic cap_centre_;
  double cap_radius_rad_;
  double least_radius_m_;
};

/// When at least one of the points may be imaged: the union of their windows.
[[nodiscard]] std::vector<Window> find_area_windows(const Track& track, const AreaPoints& area,
                                                    const ImagingLimits& limits, Time begin,
                                                    Time end, const ShadowBodies& bodies = {});

} // namespace urker::access
