#pragma once

#include "base/table.hpp"
#include "base/units.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>

namespace urker::run {

/// The cast of the run, so that a reader of the results needs no scenario file beside them.

struct OrganisationRow {
  static constexpr TableInfo kTable{"organisations", "Organisation that takes part", 1};
  std::string key, name, role, country;
  void columns(ColumnVisitor& v) const {
    v.text("organisation", key, "Key in the scenario");
    v.text("name", name, "Full name");
    v.text("role", role, "Standing in the grouping");
    v.text("country", country, "Country, as the map names it");
  }
};

struct SatelliteRow {
  static constexpr TableInfo kTable{"satellites", "Satellite in service during the run", 1};
  std::string key, name, owner, processing;
  std::int64_t norad_id = 0;
  bool images = false;
  double battery_j = 0.0;
  double storage_bit = 0.0;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", key, "Key in the scenario");
    v.text("name", name, "Full name");
    v.text("owner", owner, "Organisation that owns it");
    v.integer("norad_id", norad_id, "1", "Catalogue number; 0: none");
    v.integer("images", images ? 1 : 0, "1", "1 if it carries an imager");
    v.text("processing", processing, "Where its images are screened: onboard, ground, or none");
    v.real("battery_capacity", battery_j, "J", "Energy of the full battery");
    v.real("storage_capacity", storage_bit, "bit", "Volume of the mass memory");
  }
};

struct StationRow {
  static constexpr TableInfo kTable{"stations", "Ground station in service during the run", 1};
  std::string key, name, owner;
  double latitude_rad = 0.0, longitude_rad = 0.0, height_m = 0.0, least_elevation_rad = 0.0;
  void columns(ColumnVisitor& v) const {
    v.text("station", key, "Key in the scenario");
    v.text("name", name, "Full name");
    v.text("owner", owner, "Organisation that owns it");
    v.real("latitude", latitude_rad / unit::deg.scale, "degrees_north", "Geodetic latitude");
    v.real("longitude", longitude_rad / unit::deg.scale, "degrees_east", "Longitude");
    v.real("height", height_m, "m", "Height above the WGS84 ellipsoid");
    v.real("least_elevation", least_elevation_rad / unit::deg.scale, "degree",
           "Lowest elevation at which it works");
  }
};

struct AreaVertexRow {
  static constexpr TableInfo kTable{"areas", "Corner of an area of interest", 2};
  std::string key;
  std::int64_t vertex = 0;
  std::string name, owner;
  double latitude_rad = 0.0, longitude_rad = 0.0;
  std::int64_t cells = 0;
  double cell_area_m2 = 0.0;
  void columns(ColumnVisitor& v) const {
    v.text("area", key, "Key in the scenario");
    v.integer("vertex", vertex, "1", "Number of the corner, in order");
    v.text("name", name, "Full name of the area");
    v.text("owner", owner, "Organisation that it matters to");
    v.real("latitude", latitude_rad / unit::deg.scale, "degrees_north", "Geodetic latitude");
    v.real("longitude", longitude_rad / unit::deg.scale, "degrees_east", "Longitude");
    v.integer("cells", cells, "1", "Grid cells of the whole area");
    v.real("cell_area", cell_area_m2, "m2", "Area of each cell of the grid");
  }
};

struct EphemerisRow {
  static constexpr TableInfo kTable{"ephemeris", "Satellite position, sampled for maps", 2};
  std::string satellite;
  Time time = kStart;
  double latitude_rad = 0.0, longitude_rad = 0.0, height_m = 0.0;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.instant("time", time.time_since_epoch().count(), "Instant");
    v.real("latitude", latitude_rad / unit::deg.scale, "degrees_north",
           "Geodetic latitude of the point below");
    v.real("longitude", longitude_rad / unit::deg.scale, "degrees_east",
           "Longitude of the point below");
    v.real("height", height_m, "m", "Height above the WGS84 ellipsoid");
  }
};

} // namespace urker::run
