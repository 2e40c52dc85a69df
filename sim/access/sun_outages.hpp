#pragma once

#include "access/contact_plan.hpp"

#include <cstdint>
#include <numbers>
#include <tuple>
#include <vector>

namespace urker::access {

/// Time in which a station looks past a satellite into the Sun, whose noise drowns the signal.
struct SunOutage {
  std::uint32_t satellite = 0;
  std::uint32_t station = 0;
  Window window; ///< the angle between satellite and Sun is at or below the limit
  double least_angle_rad = 0.0;
  Time closest = kStart; ///< its instant
  [[nodiscard]] auto key() const { return std::tuple(satellite, station, window.begin); }
};

/// The Sun's apparent radius at the mean distance, 959.63".
inline constexpr double kSunApparentRadius_rad = 959.63 / 3600.0 * std::numbers::pi / 180.0;

/// The outages within one contact, which lies in the track's span, sorted by begin; `limit_rad`
/// below 90 deg. Satellite and station are the contact's. Proved as the windows of contact_plan.hpp
/// are, ends to 1 us; the least angle is within 2e-7 rad of the least of all. Geometric: without
/// aberration (20", a second or two of a geostationary outage) and refraction.
///
/// Proof. f = e.s - cos(limit) with the directions e to the satellite and s to the Sun from the
/// site, in the Earth-fixed frame. With the speed V and acceleration A there and the range D, e
/// turns by no more than w = V / D, |e''| <= A / D + 3 w^2; s turns by the sky's W, |s''| <= W^2
/// (1.01 and 1.02 times with the Sun's own motion and the site's place). So
/// |f''| <= A / D + 3 w^2 + 2 w W + W^2.
[[nodiscard]] std::vector<SunOutage> find_sun_outages(const Track& track, const Site& site,
                                                      const StationContact& contact,
                                                      double limit_rad,
                                                      const ShadowBodies& bodies = {});
/// The same with a track of its own, made only if the Sun is up.
[[nodiscard]] std::vector<SunOutage>
find_sun_outages(const orbit::Trajectory& trajectory, const orbit::Earth& earth, const Site& site,
                 const StationContact& contact, double limit_rad, const ShadowBodies& bodies = {});

} // namespace urker::access
