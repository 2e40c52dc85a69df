#include "mission/area_config.hpp"

namespace urker::mission {

std::vector<orbit::Geodetic> AreaConfig::vertices() const {
  std::vector<orbit::Geodetic> result;
  result.reserve(polygon.size());
  for (const auto& vertex : polygon) {
    result.push_back({vertex.latitude_rad, vertex.longitude_rad, 0.0});
  }
  return result;
}

void describe(FieldVisitor& v, VertexConfig& c) {
  v.required("latitude", c.latitude_rad, between(-90.0, 90.0, unit::deg),
             "Geodetic latitude, north positive");
  v.required("longitude", c.longitude_rad, between(-180.0, 180.0, unit::deg),
             "Longitude, east positive");
}

void describe(FieldVisitor& v, AreaConfig& c) {
  v.optional("name", c.name, "Full name, for reports");
  v.optional("owner", c.owner, Reference{"organisations"},
             "Organisation that it matters to, for reports");
  v.required("polygon", c.polygon,
             "Corners in order; straight edges in longitude and latitude, no hole, no pole and no "
             "antimeridian inside");
  v.check(c.polygon.size() >= 3, "polygon", "a polygon needs at least three corners");
}

} // namespace urker::mission
