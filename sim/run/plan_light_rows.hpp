#pragma once

#include "access/sun_rows.hpp"
#include "access/target_passes.hpp"
#include "run/plan_input.hpp"
#include "run/plan_rows.hpp"

namespace urker::run {

/// As PlanShadowRow, for the Moon; its kinds are penumbra, umbra and antumbra.
struct PlanMoonShadowRow : PlanShadowRow {
  static constexpr TableInfo kTable{"moon_eclipses", "Stay of a satellite in the Moon's shadow", 3};
  static constexpr const char* kCsvName = "moon_eclipses.csv";
  static constexpr const char* kCsvColumns =
      "sat,kind,enter_s,exit_s,enter_clipped,exit_clipped,t_deepest_s,obscuration";
  Time deepest = kStart;
  double obscuration = 0.0;
  void columns(ColumnVisitor& v) const {
    PlanShadowRow::columns(v);
    v.instant("deepest", access::nanoseconds(deepest), "The satellite is deepest in the penumbra");
    v.real("obscuration", obscuration, "1", "Part of the Sun's disc that is hidden then");
  }
  void csv(std::string& out) const {
    PlanShadowRow::csv(out);
    fmt::format_to(std::back_inserter(out), ",{:.3f},{:.7f}", seconds_since_start(deepest),
                   obscuration);
  }
};

struct PlanOutageRow {
  static constexpr TableInfo kTable{"sun_outages",
                                    "Time in which a site looks past a satellite into the Sun", 3};
  static constexpr const char* kCsvName = "sun_outages.csv";
  static constexpr const char* kCsvColumns =
      "sat,site,start_s,end_s,start_clipped,end_clipped,min_angle_deg,t_min_angle_s";
  access::SunOutage outage;
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", outage.satellite, "1", "Satellite");
    v.integer("site", outage.station, "1", "Site");
    access::put_outage_columns(v, outage);
  }
  void csv(std::string& out) const {
    fmt::format_to(std::back_inserter(out), "{},{},", outage.satellite, outage.station);
    put_window(out, outage.window);
    fmt::format_to(std::back_inserter(out), ",{:.7f},{:.3f}",
                   outage.least_angle_rad / unit::deg.scale, seconds_since_start(outage.closest));
  }
};

struct PlanTargetRow {
  static constexpr TableInfo kTable{"targets", "Target of the plan", 1};
  std::int64_t index = 0;
  PlanTarget target;
  void columns(ColumnVisitor& v) const {
    const auto& [place, limits] = std::tie(target.place, target.limits);
    v.integer("target", index, "1", "Place in the file of targets, from 0");
    v.text("name", target.name, "Name in the file");
    v.real("latitude", place.latitude_rad / unit::deg.scale, "degrees_north", "Geodetic latitude");
    v.real("longitude", place.longitude_rad / unit::deg.scale, "degrees_east", "Longitude");
    v.real("height", place.height_m, "m", "Height above the WGS84 ellipsoid");
    v.real("greatest_incidence", limits.greatest_incidence_rad / unit::deg.scale, "degree",
           "Greatest angle at the target between the vertical and the satellite");
    v.real("greatest_off_nadir", limits.greatest_off_nadir_rad / unit::deg.scale, "degree",
           "Greatest angle at the satellite between the nadir and the target");
    v.real("least_sun_elevation", limits.least_sun_elevation_rad / unit::deg.scale, "degree",
           "Least Sun elevation at the target");
  }
};

/// The columns of a pass behind those that tell whose it is.
inline void put_target_pass_columns(ColumnVisitor& v, const access::TargetPass& pass) {
  v.instant("begin", access::nanoseconds(pass.window.begin), "All limits begin to be kept");
  v.instant("end", access::nanoseconds(pass.window.end), "They cease to be");
  v.instant("closest", access::nanoseconds(pass.closest), "Instant of the least off-nadir angle");
  v.real("least_off_nadir", pass.least_off_nadir_rad / unit::deg.scale, "degree",
         "Angle at the satellite between the nadir and the target then");
  v.real("incidence", pass.incidence_rad / unit::deg.scale, "degree",
         "Angle at the target between the vertical and the satellite then");
  v.real("range", pass.range_m, "m", "Distance then");
  v.real("sun_elevation", pass.sun_elevation_rad / unit::deg.scale, "degree",
         "Sun elevation at the target then");
  v.integer("begin_clipped", pass.window.begin_clipped ? 1 : 0, "1",
            "1 where the plan begins in it");
  v.integer("end_clipped", pass.window.end_clipped ? 1 : 0, "1",
            "1 where the plan, or what is known of the satellite, ends in it");
}

struct PlanTargetPassRow {
  static constexpr TableInfo kTable{"target_passes", "Time in which a satellite may image a target",
                                    3};
  static constexpr const char* kCsvName = "target_passes.csv";
  static constexpr const char* kCsvColumns =
      "sat,target,start_s,end_s,start_clipped,end_clipped,min_off_nadir_deg,t_min_off_nadir_s,"
      "incidence_deg,range_km,sun_el_deg";
  access::TargetPass pass;
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", pass.satellite, "1", "Satellite");
    v.integer("target", pass.target, "1", "Target");
    put_target_pass_columns(v, pass);
  }
  void csv(std::string& out) const {
    fmt::format_to(std::back_inserter(out), "{},{},", pass.satellite, pass.target);
    put_window(out, pass.window);
    fmt::format_to(std::back_inserter(out), ",{:.7f},{:.3f},{:.6f},{:.6f},{:.6f}",
                   pass.least_off_nadir_rad / unit::deg.scale, seconds_since_start(pass.closest),
                   pass.incidence_rad / unit::deg.scale, pass.range_m / unit::km.scale,
                   pass.sun_elevation_rad / unit::deg.scale);
  }
};

/// The same in a plan of a scenario.
struct ScenarioTargetPassRow {
  static constexpr TableInfo kTable{"target_passes", "Time in which an imager may image a target",
                                    3};
  std::string satellite;
  access::TargetPass pass;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.integer("target", pass.target, "1", "Target");
    put_target_pass_columns(v, pass);
  }
};

} // namespace urker::run
