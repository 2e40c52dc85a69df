#include "spacecraft/imager_config.hpp"

#include <algorithm>
#include <limits>

namespace urker::spacecraft {

void describe(FieldVisitor& v, ChannelConfig& c) {
  v.optional("gsd", c.gsd_m, between(0.0, 10e3, unit::m),
             "Ground sample distance at nadir from the reference altitude; 0: by the optics");
  v.optional("bands", c.bands, between(1, 10000, unit::one), "Spectral bands");
  v.optional("bit_depth", c.bit_depth, between(1, 32, unit::one), "Bits of a sample");
  v.optional("binning", c.binning, between(1, 64, unit::one),
             "Pixels of the optics' detector in a sample, along each side");
}

void describe(FieldVisitor& v, OpticsConfig& c) {
  v.required("focal_length", c.focal_length_m, positive(unit::m), "Focal length");
  v.required("pixel_pitch", c.pixel_pitch_m, positive(unit::m),
             "Distance of the detector's pixels");
  v.required("pixels", c.pixels, between(1, 1e6, unit::one), "Pixels across the track");
}

void describe(FieldVisitor& v, FrameConfig& c) {
  v.required("pixels_along", c.pixels_along, between(1, 1e6, unit::one),
             "Pixels of the finest channel along the track");
  v.required("interval", c.interval_s, positive(unit::s), "From one frame's begin to the next");
  v.optional("exposure", c.exposure_s, not_negative(unit::s), "Time of an exposure");
  v.optional("readout", c.readout_s, not_negative(unit::s), "Time to read a frame out");
  v.check(c.exposure_s + c.readout_s <= c.interval_s, "interval",
          "a frame is exposed and read out before the next one begins");
}

void describe(FieldVisitor& v, DutyConfig& c) {
  v.required("on_time", c.on_time_s, positive(unit::s), "Longest time of imaging");
  v.required("period", c.period_s, positive(unit::s), "In any time so long, say an orbit");
  v.check(c.on_time_s <= c.period_s, "on_time", "cannot be longer than the period");
}

void describe(FieldVisitor& v, ImagerConfig& c) {
  v.optional("swath", c.swath_m, between(0.0, 3000.0, unit::km),
             "Width of the strip at nadir from the reference altitude; 0: by the optics");
  v.required("reference_altitude", c.reference_altitude_m, between(100.0, 40000.0, unit::km),
             "Altitude at which swath and sample distances hold");
  v.required("channels", c.channels, "Channels by name");
  v.check(!c.channels.empty(), "channels", "an imager needs at least one channel");
  v.required("max_off_nadir", c.greatest_off_nadir_rad, between(0.0, 60.0, unit::deg),
             "Greatest angle from the nadir at which the satellite images");
  v.optional("min_sun_elevation", c.least_sun_elevation_rad, between(-90.0, 90.0, unit::deg),
             "Least Sun elevation at the middle of the strip");
  v.required("power", c.power_w, not_negative(unit::W), "Power drawn while imaging");
  v.optional("optics", c.optics, "Telescope and detector; none: swath and gsd are stated");
  v.optional("frame", c.frame, "Frames instead of lines; none: push-broom");
  v.optional("line_rate", c.line_rate_hz, not_negative(unit::Hz),
             "Greatest rate of the finest channel's lines, which are else as far apart along the "
             "track as across; 0: no limit");
  v.optional("duty", c.duty, "Limit on the time of imaging; none: no limit");
  v.check(c.optics || c.swath_m > 0.0, "swath", "is needed without optics");
  v.check(!c.frame || c.line_rate_hz == 0.0, "line_rate", "frames have no lines");
  const bool all_stated =
      std::all_of(c.channels.begin(), c.channels.end(),
                  [](const auto& channel) { return channel.second.gsd_m > 0.0; });
  v.check(c.optics || all_stated, "channels", "each needs its gsd without optics");
}

double ImagerConfig::swath() const {
  if (swath_m > 0.0 || !optics) {
    return swath_m;
  }
  return static_cast<double>(optics->pixels) * optics->pixel_pitch_m * reference_altitude_m /
         optics->focal_length_m;
}

double ImagerConfig::gsd(const ChannelConfig& channel) const {
  if (channel.gsd_m > 0.0 || !optics) {
    return channel.gsd_m;
  }
  return static_cast<double>(channel.binning) * optics->pixel_pitch_m * reference_altitude_m /
         optics->focal_length_m;
}

double ImagerConfig::finest_gsd_m() const {
  double finest = std::numeric_limits<double>::infinity();
  for (const auto& [name, channel] : channels) {
    finest = std::min(finest, gsd(channel));
  }
  return finest;
}

} // namespace urker::spacecraft
