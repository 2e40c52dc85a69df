#pragma once

#include "base/fields.hpp"
#include "time/time.hpp"

#include <optional>

namespace urker::link {

/// Where an antenna looks.
struct Direction {
  double azimuth_rad = 0.0; ///< from north through east
  double elevation_rad = 0.0;
  template <class Packer>
  void pack(Packer& p) {
    p(azimuth_rad, elevation_rad);
  }
};

/// How fast an antenna turns about one axis.
struct AxisLimits {
  double rate_rad_s = 0.0;
  std::optional<double> acceleration_rad_s2; ///< none: it is at its rate at once

  /// To turn by an angle, from rest to rest.
  [[nodiscard]] double turning_time_s(double angle_rad) const;
};

/// A mount of elevation over azimuth. Its azimuth turns without end; its elevation ends at the
/// zenith.
struct MountConfig {
  double azimuth_rate_rad_s = 0.0;
  double elevation_rate_rad_s = 0.0;
  std::optional<double> azimuth_acceleration_rad_s2;
  std::optional<double> elevation_acceleration_rad_s2;

  /// From one direction to another, both axes at once, the shorter way around.
  [[nodiscard]] Duration slew_time(const Direction& from, const Direction& to) const;
};
void describe(FieldVisitor& v, MountConfig& c);

/// An angle within half a turn to either side.
[[nodiscard]] double wrapped_rad(double angle_rad);

} // namespace urker::link
