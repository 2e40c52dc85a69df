#pragma once

#include "base/fields.hpp"
#include "orbit/earth/geodesy.hpp"

#include <string>
#include <vector>

namespace urker::access {

struct VertexConfig {
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;
};
void describe(FieldVisitor& v, VertexConfig& c);

/// An area of interest: the cells of the equal-area grid whose centres lie in the polygon.
struct AreaConfig {
  std::string name;
  std::string owner; ///< organisation that it matters to, for reports; may be empty
  /// Corners in order, straight edges in longitude and latitude, the last one closing. No holes,
  /// no pole inside; longitudes that run beyond 180 deg cross the antimeridian.
  std::vector<VertexConfig> polygon;

  [[nodiscard]] std::vector<orbit::Geodetic> vertices() const;
};
void describe(FieldVisitor& v, AreaConfig& c);

/// The grid in which coverage is counted.
struct CoverageConfig {
  double cell_size_m = 10e3;
};
void describe(FieldVisitor& v, CoverageConfig& c);

/// Whether no two edges of the closed polygon touch but at the corner that they share.
[[nodiscard]] bool is_simple(const std::vector<orbit::Geodetic>& polygon);

} // namespace urker::access
