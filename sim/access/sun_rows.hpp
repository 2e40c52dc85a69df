#pragma once

#include "access/moon_eclipses.hpp"
#include "access/rows.hpp"
#include "access/sun_outages.hpp"

#include <numbers>
#include <string>

namespace urker::access {

struct MoonEclipseRow {
  static constexpr TableInfo kTable{"moon_eclipses",
                                    "Passage of a satellite through the Moon's shadow", 2};
  std::string satellite;
  MoonEclipse eclipse;
  void columns(ColumnVisitor& v) const {
    const bool partial = eclipse.umbra.begin == kNotYet;
    v.text("satellite", satellite, "Satellite");
    v.instant("penumbra_begin", nanoseconds(eclipse.penumbra.begin),
              "The Moon begins to cover the Sun");
    v.instant("core_begin", nanoseconds(eclipse.umbra.begin),
              "The Sun is covered, or a ring is left of it; never if partial");
    v.instant("core_end", nanoseconds(eclipse.umbra.end), "It ceases to be");
    v.instant("penumbra_end", nanoseconds(eclipse.penumbra.end), "The Sun is whole again");
    v.text("kind", partial ? "partial" : (eclipse.annular ? "annular" : "total"),
           "partial, annular or total");
    v.instant("deepest", nanoseconds(eclipse.deepest), "The satellite is deepest in the penumbra");
    v.real("obscuration", eclipse.obscuration, "1", "Part of the Sun's disc that is hidden then");
  }
};

/// The columns of an outage behind those that tell whose it is.
inline void put_outage_columns(ColumnVisitor& v, const SunOutage& outage) {
  constexpr double kDegrees = 180.0 / std::numbers::pi;
  v.instant("begin", nanoseconds(outage.window.begin), "The Sun comes within the limit");
  v.instant("end", nanoseconds(outage.window.end), "The Sun leaves it");
  v.real("least_angle", outage.least_angle_rad * kDegrees, "degree",
         "Least angle between satellite and Sun");
  v.instant("closest", nanoseconds(outage.closest), "When it is least");
  v.integer("begin_clipped", outage.window.begin_clipped ? 1 : 0, "1",
            "1 where the plan begins in it");
  v.integer("end_clipped", outage.window.end_clipped ? 1 : 0, "1",
            "1 where the plan, or what is known of the satellite, ends in it");
}

struct SunOutageRow {
  static constexpr TableInfo kTable{
      "sun_outages", "Time in which a station looks past a satellite into the Sun", 3};
  std::string satellite, station;
  SunOutage outage;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.text("station", station, "Station");
    put_outage_columns(v, outage);
  }
};

} // namespace urker::access
