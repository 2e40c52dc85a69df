#pragma once

#include "base/table.hpp"
#include "base/units.hpp"
#include "time/time.hpp"
#include "time/time_column.hpp"

#include <cstdint>
#include <limits>
#include <string>

namespace urker::mission {

inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// A service at one of its sites.
struct ServiceRow {
  static constexpr TableInfo kTable{"services", "Service at a site", 3};
  std::string service, receivers, site;
  std::string satellite, transponder, beam, status, reason;
  double latitude_rad = 0.0, longitude_rad = 0.0, diameter_m = 0.0;
  double elevation_rad = kNoNumber, azimuth_rad = kNoNumber, range_m = kNoNumber;
  double beam_loss_db = kNoNumber, eirp_dbw = kNoNumber, g_over_t_db_k = kNoNumber;
  double flux_dbw_m2 = kNoNumber, flux_margin_db = kNoNumber;
  double uplink_db = kNoNumber, intermodulation_db = kNoNumber, downlink_db = kNoNumber;
  double interference_db = kNoNumber, total_db = kNoNumber;
  std::string interferer, modcod;
  double rate_bit_s = kNoNumber, margin_db = kNoNumber, uplink_reserve_db = kNoNumber;
  double required_availability = kNoNumber, margin_then_db = kNoNumber, availability = kNoNumber;
  double rain_outage_s = kNoNumber, uplink_outage_s = kNoNumber, outage_s = kNoNumber;
  double sun_limit_rad = kNoNumber, sun_loss_db = kNoNumber, sun_outage_s = kNoNumber;
  std::int64_t sun_outages = 0;
  Time first_sun = kNotYet, last_sun = kNotYet;
  double lit_s = 0.0;
  void columns(ColumnVisitor& v) const;
};

/// A time in which a service is out at a site.
struct ServiceOutageRow {
  static constexpr TableInfo kTable{"service_outages", "Time in which a service is out at a site",
                                    5};
  std::string service, receivers, site;
  Time begin = kStart;
  std::string cause;
  Time end = kStart;
  double least_margin_db = kNoNumber;
  void columns(ColumnVisitor& v) const;
};

/// A point of a line of equal gain.
struct BeamContourRow {
  static constexpr TableInfo kTable{"beam_contours",
                                    "Point of a line of equal EIRP and G/T of a beam", 5};
  std::string satellite, beam;
  Time from = kStart;
  double below_peak_db = 0.0;
  std::int64_t point = 0;
  double eirp_dbw = 0.0, g_over_t_db_k = 0.0;
  double latitude_rad = 0.0, longitude_rad = 0.0;
  bool edge = false;
  void columns(ColumnVisitor& v) const;
};

} // namespace urker::mission
