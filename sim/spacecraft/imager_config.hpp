#pragma once

#include "base/fields.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace urker::spacecraft {

/// Detector lines that share one ground sample distance: panchromatic, multispectral, ...
struct ChannelConfig {
  double gsd_m = 0.0; ///< at nadir from the reference altitude; 0: by the optics
  std::int64_t bands = 1;
  std::int64_t bit_depth = 12;
  std::int64_t binning = 1; ///< detector pixels of the optics in a sample, along each side
};
void describe(FieldVisitor& v, ChannelConfig& c);

/// A telescope and the detector in its focal plane: they make swath and sample distance.
struct OpticsConfig {
  double focal_length_m = 0.0;
  double pixel_pitch_m = 0.0;
  std::int64_t pixels = 0; ///< across the track
};
void describe(FieldVisitor& v, OpticsConfig& c);

/// An imager that takes one picture after the other of a whole field, not line by line.
struct FrameConfig {
  std::int64_t pixels_along = 0; ///< of the finest channel, along the track
  double interval_s = 0.0;       ///< from the begin of one frame to that of the next
  double exposure_s = 0.0;
  double readout_s = 0.0; ///< after the exposure
};
void describe(FieldVisitor& v, FrameConfig& c);

/// A limit on the time for which the imager may be on.
struct DutyConfig {
  double on_time_s = 0.0;
  double period_s = 0.0; ///< in any such time, say an orbit
};
void describe(FieldVisitor& v, DutyConfig& c);

/// An imager: push-broom, or one of frames.
struct ImagerConfig {
  double swath_m = 0.0;              ///< at nadir from the reference altitude; 0: by the optics
  double reference_altitude_m = 0.0; ///< at which swath and sample distances hold
  std::map<std::string, ChannelConfig> channels;
  double greatest_off_nadir_rad = 0.0;
  double least_sun_elevation_rad = 0.0; ///< at the middle of the strip
  double power_w = 0.0;                 ///< drawn while imaging
  std::optional<OpticsConfig> optics;
  std::optional<FrameConfig> frame; ///< none: push-broom
  double line_rate_hz = 0.0;        ///< greatest, of the finest channel; 0: no limit
  std::optional<DutyConfig> duty;

  /// At nadir from the reference altitude, above a flat Earth.
  [[nodiscard]] double swath() const;
  [[nodiscard]] double gsd(const ChannelConfig& channel) const;
  /// Sample distance of the finest channel, m.
  [[nodiscard]] double finest_gsd_m() const;
};
void describe(FieldVisitor& v, ImagerConfig& c);

} // namespace urker::spacecraft
