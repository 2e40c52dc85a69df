#include "link/line_of_sight.hpp"

#include "orbit/angles.hpp"
#include "orbit/earth/earth.hpp"

#include <cmath>

namespace urker::link {

namespace {

using orbit::Vector3;

/// East, north, up.
Vector3 direction(const LineOfSight& line) {
  const double flat = std::cos(line.elevation_rad);
  return {flat * std::sin(line.azimuth_rad), flat * std::cos(line.azimuth_rad),
          std::sin(line.elevation_rad)};
}

} // namespace

LineOfSight line_of_sight(const orbit::SiteAxes& site, const orbit::State& satellite_itrf) {
  const orbit::State& state = satellite_itrf;
  const orbit::LookAngles look = orbit::look_angles(site, state);
  const Vector3 down = -state.r_m.normalized();
  const Vector3 turning_rad_s(0.0, 0.0, orbit::Earth::kRotationRate_rad_s);
  const Vector3 flight = state.v_m_s + turning_rad_s.cross(state.r_m); // in inertial space
  const Vector3 ahead = (flight - flight.dot(down) * down).normalized();
  const Vector3 from_site_m = state.r_m - site.origin_m;
  const Vector3 line = -from_site_m;
  const double along = line.dot(ahead);
  const double right = line.dot(down.cross(ahead));
  const Vector3 across = (state.v_m_s + turning_rad_s.cross(from_site_m)).cross(from_site_m);
  return {look.range_m,
          look.elevation_rad,
          look.azimuth_rad,
          across.norm() / look.range_m,
          state.v_m_s.norm(),
          std::atan2(std::hypot(along, right), line.dot(down)),
          std::atan2(right, along)};
}

double separation_rad(const LineOfSight& a, const LineOfSight& b) {
  return orbit::angle_between_rad(direction(a), direction(b));
}

} // namespace urker::link
