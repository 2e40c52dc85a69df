#include "spacecraft/imager_config.hpp"

#include <algorithm>
#include <limits>

namespace urker::spacecraft {

void describe(FieldVisitor& v, ChannelConfig& c) {
  v.required("gsd", c.gsd_m, between(0.05, 10e3, unit::m),
             "Ground sample distance at nadir from the reference altitude");
  v.optional("bands", c.bands, between(1, 10000, unit::one), "Spectral bands");
  v.optional("bit_depth", c.bit_depth, between(1, 32, unit::one), "Bits of a sample");
}

void describe(FieldVisitor& v, ImagerConfig& c) {
  v.required("swath", c.swath_m, between(0.1, 3000.0, unit::km),
             "Width of the strip at nadir from the reference altitude");
  v.required("reference_altitude", c.reference_altitude_m, between(100.0, 40000.0, unit::km),
             "Altitude at which swath and sample distances hold");
  v.required("channels", c.channels, "Channels by name");
  v.check(!c.channels.empty(), "channels", "an imager needs at least one channel");
  v.required("max_off_nadir", c.greatest_off_nadir_rad, between(0.0, 60.0, unit::deg),
             "Greatest angle from the nadir at which the satellite images");
  v.optional("min_sun_elevation", c.least_sun_elevation_rad, between(-90.0, 90.0, unit::deg),
             "Least Sun elevation at the middle of the strip");
  v.required("power", c.power_w, not_negative(unit::W), "Power drawn while imaging");
}

double ImagerConfig::finest_gsd_m() const {
  double finest = std::numeric_limits<double>::infinity();
  for (const auto& [name, channel] : channels) {
    finest = std::min(finest, channel.gsd_m);
  }
  return finest;
}

} // namespace urker::spacecraft
