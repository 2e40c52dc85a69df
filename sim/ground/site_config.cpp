#include "ground/site_config.hpp"

namespace urker::ground {

void describe(FieldVisitor& v, SiteConfig& c) {
  v.required("latitude", c.latitude_rad, between(-90.0, 90.0, unit::deg),
             "Geodetic latitude, north positive");
  v.required("longitude", c.longitude_rad, between(-180.0, 180.0, unit::deg),
             "Longitude, east positive");
  v.optional("height", c.height_m, between(-1000.0, 10000.0, unit::m),
             "Height above the WGS84 ellipsoid");
}

} // namespace urker::ground
