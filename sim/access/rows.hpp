#pragma once

#include "access/contact_plan.hpp"
#include "access/inter_satellite.hpp"
#include "base/table.hpp"

#include <cstdint>
#include <numbers>
#include <string>

namespace urker::access {

/// An instant as result tables take it.
[[nodiscard]] inline std::int64_t nanoseconds(Time t) {
  return t.time_since_epoch().count();
}

struct ContactRow {
  static constexpr TableInfo kTable{"contacts", "Pass of a satellite over a station", 3};
  std::string satellite, station;
  StationContact contact;
  void columns(ColumnVisitor& v) const {
    constexpr double kDegrees = 180.0 / std::numbers::pi;
    v.text("satellite", satellite, "Satellite");
    v.text("station", station, "Station");
    v.instant("aos", nanoseconds(contact.window.begin), "Rise above the station's least elevation");
    v.instant("los", nanoseconds(contact.window.end), "Set below the station's least elevation");
    v.instant("culmination", nanoseconds(contact.culmination), "Instant of greatest elevation");
    v.real("greatest_elevation", contact.greatest_elevation_rad * kDegrees, "degree",
           "Geometric elevation at culmination");
    v.real("aos_azimuth", contact.aos_azimuth_rad * kDegrees, "degree",
           "Azimuth at rise, from north through east");
    v.real("los_azimuth", contact.los_azimuth_rad * kDegrees, "degree",
           "Azimuth at set, from north through east");
    v.real("least_range", contact.least_range_m, "m", "Lower bound of the range in the pass");
    v.integer("aos_clipped", contact.window.begin_clipped ? 1 : 0, "1",
              "1 where the search began within the pass");
    v.integer("los_clipped", contact.window.end_clipped ? 1 : 0, "1",
              "1 where the search ended within the pass");
  }
};

struct EclipseRow {
  static constexpr TableInfo kTable{"eclipses", "Passage of a satellite through the Earth's shadow",
                                    2};
  std::string satellite;
  Eclipse eclipse;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.instant("penumbra_begin", nanoseconds(eclipse.penumbra.begin),
              "The Earth begins to cover the Sun");
    v.instant("umbra_begin", nanoseconds(eclipse.umbra.begin),
              "The Sun is covered; never if empty");
    v.instant("umbra_end", nanoseconds(eclipse.umbra.end), "The Sun begins to reappear");
    v.instant("penumbra_end", nanoseconds(eclipse.penumbra.end), "The Sun is whole again");
  }
};

struct InterSatelliteRow {
  static constexpr TableInfo kTable{"inter_satellite_contacts",
                                    "Time in which two satellites see each other", 3};
  std::string satellite_a, satellite_b;
  InterSatelliteContact contact;
  void columns(ColumnVisitor& v) const {
    v.text("satellite_a", satellite_a, "The one satellite");
    v.text("satellite_b", satellite_b, "The other satellite");
    v.instant("begin", nanoseconds(contact.window.begin), "They begin to see each other");
    v.instant("end", nanoseconds(contact.window.end), "They cease to");
    v.real("least_range", contact.least_range_m, "m", "Least distance between them");
    v.instant("closest", nanoseconds(contact.closest), "When it is least");
    v.integer("begin_clipped", contact.window.begin_clipped ? 1 : 0, "1",
              "1 where the search began within it");
    v.integer("end_clipped", contact.window.end_clipped ? 1 : 0, "1",
              "1 where the search ended within it");
  }
};

struct AreaPassRow {
  static constexpr TableInfo kTable{"area_passes",
                                    "Time in which a satellite may image some cell of an area", 3};
  std::string satellite, area;
  Window window;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.text("area", area, "Area of interest");
    v.instant("begin", nanoseconds(window.begin), "A first cell comes within the imager's limits");
    v.instant("end", nanoseconds(window.end), "The last one leaves them");
  }
};

/// A satellite whose windows are known for a part of the plan only.
struct FailureRow {
  static constexpr TableInfo kTable{"failures", "Satellite whose orbit ends within the plan", 1};
  std::string satellite;
  Time time = kStart;
  std::string reason;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.instant("time", nanoseconds(time), "Its windows are known until shortly before");
    v.text("reason", reason, "What is wrong then");
  }
};

} // namespace urker::access
