#pragma once

#include "access/inter_satellite.hpp"
#include "access/rows.hpp"
#include "base/units.hpp"

#include <cstdint>
#include <string>

namespace urker::run {

/// The tables of a plan without a scenario, where names need not be unique: satellites and sites go
/// by their place in the input.

struct PlanSatelliteRow {
  static constexpr TableInfo kTable{"satellites", "Satellite of the plan", 1};
  std::int64_t index = 0;
  std::string name;
  std::int64_t catalogue_number = 0;
  std::string problem;
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", index, "1", "Place in the file of element sets, from 0");
    v.text("name", name, "Name in the file");
    v.integer("norad_id", catalogue_number, "1", "Catalogue number");
    v.text("problem", problem, "Why it is left out; empty for those that are not");
  }
};

struct PlanSiteRow {
  static constexpr TableInfo kTable{"sites", "Site of the plan", 1};
  std::int64_t index = 0;
  access::Site site;
  void columns(ColumnVisitor& v) const {
    v.integer("site", index, "1", "Place in the file of sites, from 0");
    v.real("latitude", site.place.latitude_rad / unit::deg.scale, "degrees_north",
           "Geodetic latitude");
    v.real("longitude", site.place.longitude_rad / unit::deg.scale, "degrees_east", "Longitude");
    v.real("height", site.place.height_m, "m", "Height above the WGS84 ellipsoid");
    v.real("least_elevation", site.least_elevation_rad / unit::deg.scale, "degree",
           "Lowest elevation of a contact");
  }
};

struct PlanContactRow {
  static constexpr TableInfo kTable{"contacts", "Pass of a satellite over a site", 3};
  access::StationContact contact;
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", contact.satellite, "1", "Satellite");
    v.integer("site", contact.station, "1", "Site");
    v.instant("aos", access::nanoseconds(contact.window.begin),
              "Rise above the site's least elevation");
    v.instant("los", access::nanoseconds(contact.window.end),
              "Set below the site's least elevation");
    v.instant("culmination", access::nanoseconds(contact.culmination),
              "Instant of greatest elevation");
    v.real("greatest_elevation", contact.greatest_elevation_rad / unit::deg.scale, "degree",
           "Geometric elevation at culmination");
    v.integer("aos_clipped", contact.window.begin_clipped ? 1 : 0, "1",
              "1 where the plan begins within the pass");
    v.integer("los_clipped", contact.window.end_clipped ? 1 : 0, "1",
              "1 where the plan ends within the pass");
  }
};

struct PlanShadowRow {
  static constexpr TableInfo kTable{"eclipses", "Stay of a satellite in a shadow", 3};
  std::int64_t satellite = 0;
  std::string kind;
  access::Window window;
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", satellite, "1", "Satellite");
    v.text("kind", kind, "penumbra or umbra of the Earth");
    v.instant("begin", access::nanoseconds(window.begin), "Entry");
    v.instant("end", access::nanoseconds(window.end), "Exit");
    v.integer("begin_clipped", window.begin_clipped ? 1 : 0, "1", "1 where the plan begins in it");
    v.integer("end_clipped", window.end_clipped ? 1 : 0, "1", "1 where the plan ends in it");
  }
};

struct PlanPairContactRow {
  static constexpr TableInfo kTable{"inter_satellite_contacts",
                                    "Time in which two satellites see each other", 4};
  std::int64_t pair = 0;
  access::InterSatelliteContact contact;
  void columns(ColumnVisitor& v) const {
    v.integer("pair", pair, "1", "Pair: place in the file of pairs, or among those found");
    v.integer("satellite_a", contact.first, "1", "The one satellite");
    v.integer("satellite_b", contact.second, "1", "The other satellite");
    v.instant("begin", access::nanoseconds(contact.window.begin), "They begin to see each other");
    v.instant("end", access::nanoseconds(contact.window.end), "They cease to");
    v.real("least_range", contact.least_range_m, "m", "Least distance between them");
    v.instant("closest", access::nanoseconds(contact.closest), "When it is least");
    v.integer("begin_clipped", contact.window.begin_clipped ? 1 : 0, "1",
              "1 where the plan begins in it");
    v.integer("end_clipped", contact.window.end_clipped ? 1 : 0, "1",
              "1 where the plan ends in it");
  }
};

} // namespace urker::run
