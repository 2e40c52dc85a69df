#pragma once

#include "base/units.hpp"
#include "orbit/sgp4/sgp4.hpp"

#include <string>

#include "data_file.hpp"

/// The element set in one row of a table of tests/data/sgp4.
inline urker::orbit::MeanElements element_set(const DataFile& sets, std::size_t row) {
  namespace unit = urker::unit;
  const auto number = [&](const char* column) { return sets.number(row, column); };
  urker::orbit::MeanElements x;
  x.epoch = urker::parse_calendar(sets.text(row, "epoch_utc")).value();
  x.mean_motion_rad_s = number("mean_motion_rev_d") * unit::rev_per_d.scale;
  x.eccentricity = number("eccentricity");
  x.inclination_rad = number("inclination_deg") * unit::deg.scale;
  x.raan_rad = number("raan_deg") * unit::deg.scale;
  x.argument_of_perigee_rad = number("argument_of_perigee_deg") * unit::deg.scale;
  x.mean_anomaly_rad = number("mean_anomaly_deg") * unit::deg.scale;
  x.bstar_per_earth_radius = number("bstar_per_earth_radius");
  return x;
}
