#pragma once

#include "base/fields.hpp"
#include "orbit/earth/geodesy.hpp"

namespace urker::ground {

/// A place on the ground: geodetic coordinates on WGS84.
struct SiteConfig {
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;
  double height_m = 0.0;

  [[nodiscard]] orbit::Geodetic place() const { return {latitude_rad, longitude_rad, height_m}; }
};
void describe(FieldVisitor& v, SiteConfig& c);

} // namespace urker::ground
