#pragma once

#include "base/fields.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace urker::spacecraft {

/// Detector lines that share one ground sample distance: panchromatic, multispectral, ...
struct ChannelConfig {
  double gsd_m = 0.0; ///< at nadir from the reference altitude
  std::int64_t bands = 1;
  std::int64_t bit_depth = 12;
};
void describe(FieldVisitor& v, ChannelConfig& c);

/// A push-broom imager.
struct ImagerConfig {
  double swath_m = 0.0;              ///< at nadir from the reference altitude
  double reference_altitude_m = 0.0; ///< at which swath and sample distances hold
  std::map<std::string, ChannelConfig> channels;
  double greatest_off_nadir_rad = 0.0;
  double least_sun_elevation_rad = 0.0; ///< at the middle of the strip
  double power_w = 0.0;                 ///< drawn while imaging

  /// Sample distance of the finest channel, m.
  [[nodiscard]] double finest_gsd_m() const;
};
void describe(FieldVisitor& v, ImagerConfig& c);

} // namespace urker::spacecraft
