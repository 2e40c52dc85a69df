#pragma once

#include "orbit/earth/geodesy.hpp"

#include <numbers>

namespace urker::link {

/// A satellite and a site as they see each other: geometric, without refraction.
struct LineOfSight {
  double range_m = 0.0;
  double elevation_rad = 0.0; ///< of the satellite at the site
  double azimuth_rad = 0.0;   ///< likewise, from north through east
  /// Of the satellite against the site in inertial space, across the line of sight.
  double transverse_velocity_m_s = 0.0;
  double speed_m_s = 0.0;     ///< of the satellite in the Earth-fixed frame
  double off_nadir_rad = 0.0; ///< of the site at the satellite
  /// Around the nadir, from the direction of flight to the right.
  double around_nadir_rad = 0.0;
};

[[nodiscard]] LineOfSight line_of_sight(const orbit::SiteAxes& site,
                                        const orbit::State& satellite_itrf);

/// Angle between two satellites as one site sees them; exact for small and large angles alike.
[[nodiscard]] double separation_rad(const LineOfSight& a, const LineOfSight& b);

/// Sun and Moon as an antenna sees them that tracks a satellite.
struct BodiesInSky {
  double sun_angle_rad = std::numbers::pi; ///< off the satellite; pi where it is below the horizon
  double moon_angle_rad = std::numbers::pi;
  double moon_lit = 0.0; ///< illuminated part of its disc, 0..1
};

} // namespace urker::link
