#pragma once

#include "base/fields.hpp"
#include "orbit/geodesy.hpp"

#include <string>
#include <vector>

namespace urker::mission {

struct VertexConfig {
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;
};
void describe(FieldVisitor& v, VertexConfig& c);

/// An area of interest: the cells of the equal-area grid whose centres lie in the polygon.
struct AreaConfig {
  std::string name;
  std::string owner;                 ///< organisation that it matters to, for reports; may be empty
  std::vector<VertexConfig> polygon; ///< in order, no holes, no pole or antimeridian inside

  [[nodiscard]] std::vector<orbit::Geodetic> vertices() const;
};
void describe(FieldVisitor& v, AreaConfig& c);

} // namespace urker::mission
