#pragma once

#include "orbit/earth/geodesy.hpp"

#include <cstdint>
#include <vector>

namespace urker::access {

/// A global grid of cells of exactly equal area on WGS84, by way of the authalic latitude (Snyder,
/// USGS Professional Paper 1395, 1987, p. 16): bands of latitude, numbered from the south, each cut
/// into an integer number of cells, numbered eastward from 180 deg west. A cell's id depends on the
/// cell size alone.
class CellGrid {
 public:
  /// `cell_size_m`: nominal side; area of a cell = (Earth's surface) / (number of cells).
  explicit CellGrid(double cell_size_m);
  [[nodiscard]] std::int64_t cell_count() const { return cell_count_; }
  [[nodiscard]] double cell_area_m2() const;
  [[nodiscard]] std::int64_t cell_at(const orbit::Geodetic& place) const;
  /// Halves the cell's area in either direction; height 0, longitude in [-pi, pi).
  [[nodiscard]] orbit::Geodetic centre(std::int64_t cell) const;
  /// Ids, ascending, of the cells whose centre lies inside the polygon (great-circle edges would
  /// differ from the straight longitude-latitude edges used here by less than the cell size for
  /// edges up to some 500 km). Vertices in order, no holes, no pole inside; longitudes that run on
  /// beyond 180 deg cross the antimeridian.
  [[nodiscard]] std::vector<std::int64_t>
  cells_in(const std::vector<orbit::Geodetic>& polygon) const;

 private:
  struct Band {
    std::int64_t first_cell;
    std::int64_t cells;
    double sin_authalic_south;
    double centre_latitude_rad;
  };
  std::vector<Band> bands_; ///< from south to north
  std::int64_t cell_count_ = 0;
};

} // namespace urker::access
