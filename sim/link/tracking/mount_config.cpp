#include "link/tracking/mount_config.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

constexpr Unit kDegreePerSecond2{"deg/s2", {.time = -2, .angle = 1}, unit::deg.scale};

} // namespace

double AxisLimits::turning_time_s(double angle_rad) const {
  const double angle = std::abs(angle_rad);
  if (!acceleration_rad_s2) {
    return angle / rate_rad_s;
  }
  const double a = *acceleration_rad_s2;
  const bool reaches_rate = angle >= rate_rad_s * rate_rad_s / a;
  return reaches_rate ? angle / rate_rad_s + rate_rad_s / a : 2.0 * std::sqrt(angle / a);
}

Duration MountConfig::slew_time(const Direction& from, const Direction& to) const {
  const AxisLimits azimuth{azimuth_rate_rad_s, azimuth_acceleration_rad_s2};
  const AxisLimits elevation{elevation_rate_rad_s, elevation_acceleration_rad_s2};
  return ceil_seconds(
      std::max(azimuth.turning_time_s(wrapped_rad(to.azimuth_rad - from.azimuth_rad)),
               elevation.turning_time_s(to.elevation_rad - from.elevation_rad)));
}

double wrapped_rad(double angle_rad) {
  return std::remainder(angle_rad, 2.0 * std::numbers::pi);
}

void describe(FieldVisitor& v, MountConfig& c) {
  v.required("azimuth_rate", c.azimuth_rate_rad_s, between(0.01, 360.0, unit::deg_per_s),
             "Greatest rate about the vertical; near the zenith a satellite asks for more, and is "
             "lost until the antenna has caught up");
  v.required("elevation_rate", c.elevation_rate_rad_s, between(0.01, 360.0, unit::deg_per_s),
             "Greatest rate of the elevation");
  v.optional("azimuth_acceleration", c.azimuth_acceleration_rad_s2,
             between(0.01, 3600.0, kDegreePerSecond2),
             "About the vertical, in slews from pass to pass; none given: at once");
  v.optional("elevation_acceleration", c.elevation_acceleration_rad_s2,
             between(0.01, 3600.0, kDegreePerSecond2), "Likewise of the elevation");
}

} // namespace urker::link
