#pragma once

#include "access/inter_satellite.hpp"
#include "access/rows.hpp"
#include "base/pack.hpp"
#include "base/units.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <string>
#include <tuple>

namespace urker::run {

/// The tables of a plan without a scenario, where names need not be unique: satellites and sites go
/// by their place in the input. Those with `csv` are also written as text, by their own name.

/// Ends of a window as text, in seconds since the start, and whether the plan cuts them.
inline void put_window(std::string& out, const access::Window& w) {
  fmt::format_to(std::back_inserter(out), "{:.6f},{:.6f},{:d},{:d}", seconds_since_start(w.begin),
                 seconds_since_start(w.end), w.begin_clipped, w.end_clipped);
}

struct PlanSatelliteRow {
  static constexpr TableInfo kTable{"satellites", "Satellite of the plan", 1};
  std::int64_t index = 0;
  std::string name;
  std::int64_t catalogue_number = 0;
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", index, "1", "Place in the files of satellites, from 0");
    v.text("name", name, "Name in the file");
    v.integer("norad_id", catalogue_number, "1", "Catalogue number");
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
  static constexpr const char* kCsvName = "windows.csv";
  static constexpr const char* kCsvColumns =
      "sat,site,aos_s,los_s,aos_clipped,los_clipped,max_el_deg,t_max_el_s";
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
              "1 where the plan, or what is known of the satellite, ends within the pass");
  }
  void csv(std::string& out) const {
    const auto& c = contact;
    fmt::format_to(std::back_inserter(out), "{},{},", c.satellite, c.station);
    put_window(out, c.window);
    fmt::format_to(std::back_inserter(out), ",{:.7f},{:.3f}",
                   c.greatest_elevation_rad / unit::deg.scale, seconds_since_start(c.culmination));
  }
};

enum class PlanShadow : std::uint32_t { antumbra, penumbra, umbra }; ///< in the order of the names

struct PlanShadowRow {
  static constexpr TableInfo kTable{"eclipses", "Stay of a satellite in the Earth's shadow", 3};
  static constexpr const char* kCsvName = "eclipses.csv";
  static constexpr const char* kCsvColumns = "sat,kind,enter_s,exit_s,enter_clipped,exit_clipped";
  std::uint32_t satellite = 0;
  PlanShadow shadow = PlanShadow::penumbra;
  access::Window window;
  [[nodiscard]] const char* kind() const {
    constexpr const char* kNames[] = {"antumbra", "penumbra", "umbra"};
    return kNames[static_cast<std::size_t>(shadow)];
  }
  [[nodiscard]] auto key() const { return std::tuple(satellite, shadow, window.begin); }
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", satellite, "1", "Satellite");
    v.text("kind", kind(), "Part of the shadow: penumbra, umbra, or antumbra beyond its tip");
    v.instant("begin", access::nanoseconds(window.begin), "Entry");
    v.instant("end", access::nanoseconds(window.end), "Exit");
    v.integer("begin_clipped", window.begin_clipped ? 1 : 0, "1", "1 where the plan begins in it");
    v.integer("end_clipped", window.end_clipped ? 1 : 0, "1",
              "1 where the plan, or what is known of the satellite, ends in it");
  }
  void csv(std::string& out) const {
    fmt::format_to(std::back_inserter(out), "{},{},", satellite, kind());
    put_window(out, window);
  }
};

struct PlanPairContactRow {
  static constexpr TableInfo kTable{"inter_satellite_contacts",
                                    "Time in which two satellites see each other", 4};
  static constexpr const char* kCsvName = "isl.csv";
  static constexpr const char* kCsvColumns = "pair,start_s,end_s,start_clipped,end_clipped";
  std::int64_t pair = 0;
  access::InterSatelliteContact contact;
  [[nodiscard]] auto key() const { return std::tuple_cat(std::tuple(pair), contact.key()); }
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
              "1 where the plan, or what is known of one of them, ends in it");
  }
  void csv(std::string& out) const {
    fmt::format_to(std::back_inserter(out), "{},", pair);
    put_window(out, contact.window);
  }
};

/// The pairs that were found, as text only: the table above has the satellites in each row.
struct PlanPairRow {
  static constexpr const char* kCsvName = "pairs.csv";
  static constexpr const char* kCsvColumns = "pair,sat_a,sat_b,range_max_km";
  std::int64_t pair = 0;
  std::uint32_t first = 0, second = 0;
  double range_limit_m = 0.0;
  void csv(std::string& out) const {
    fmt::format_to(std::back_inserter(out), "{},{},{},{}", pair, first, second,
                   range_limit_m / unit::km.scale);
  }
};

/// A satellite whose windows are known for a part of the span only.
struct PlanFailureRow {
  static constexpr TableInfo kTable{"failures", "Satellite whose orbit ends within the plan", 1};
  std::int64_t satellite = 0;
  Time time = kStart;
  std::string reason;
  void columns(ColumnVisitor& v) const {
    v.integer("satellite", satellite, "1", "Satellite");
    v.instant("time", access::nanoseconds(time), "Its windows are known until shortly before");
    v.text("reason", reason, "What is wrong then");
  }
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, time, reason);
  }
};

} // namespace urker::run
