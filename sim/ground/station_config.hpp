#pragma once

#include "base/fields.hpp"
#include "base/service_time.hpp"
#include "ground/site_config.hpp"
#include "link/atmosphere/atmosphere_config.hpp"
#include "link/ground_antenna_config.hpp"
#include "link/optical/optical_station_config.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace urker::ground {

/// The antennas of a station: all alike, one satellite at a time each.
struct AntennaPoolConfig {
  std::int64_t count = 1;
  double setup_time_s = 120.0; ///< between two passes on one antenna
  link::GroundAntennaConfig reception;
};
void describe(FieldVisitor& v, AntennaPoolConfig& c);

/// A point of the horizon that hills and buildings leave to a station.
struct HorizonPointConfig {
  double azimuth_rad = 0.0;
  double elevation_rad = 0.0;
};
void describe(FieldVisitor& v, HorizonPointConfig& c);

struct StationConfig {
  std::string name;
  std::string owner;
  SiteConfig site;
  double least_elevation_rad = unit::deg.scale * 5.0;
  /// By azimuth, straight from point to point and from the last to the first; empty: level.
  std::vector<HorizonPointConfig> horizon;
  AntennaPoolConfig antennas;
  std::optional<link::GroundAntennaConfig> report_antenna; ///< needs no booking
  std::optional<link::OpticalStationConfig> optical_terminal;
  std::optional<link::AtmosphereConfig> atmosphere;

  /// With the site's height where they name none.
  [[nodiscard]] link::AtmosphereConfig atmosphere_facts() const;
  double uplink_rate_bit_s = 64e3;
  double lock_time_s = 10.0;      ///< from AOS until the first bit up
  double booking_notice_s = 30.0; ///< a pass is granted no later than this before its AOS
  double decision_delay_s = 30.0; ///< from the first request of a batch to its decision
  ServiceTime in_service;
};
void describe(FieldVisitor& v, StationConfig& c);

/// How long before its AOS a station must know of a pass, as an outlook tells it. That it judges
/// requests for passes far ahead is the need of those who ask.
[[nodiscard]] Duration needed_outlook(const StationConfig& station);

} // namespace urker::ground
