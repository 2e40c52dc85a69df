#pragma once

#include "access/contact_plan.hpp"
#include "orbit/atmosphere/space_weather.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <string>

#include "page.hpp"

namespace urker::validation {

// Each adds its section to the page.
void compare_frames(Page& page);
void compare_sgp4(Page& page);
void compare_windows(Page& page);
void compare_moon_shadow(Page& page);
void compare_densities(Page& page);
void compare_forces(Page& page);
void compare_trajectories(Page& page);
void compare_gases(Page& page);
void compare_rain(Page& page);
void compare_stations(Page& page);
void compare_noise(Page& page);
void compare_antennas(Page& page);
void compare_coding(Page& page);
void compare_budgets(Page& page);

/// Part of compare_frames: the greatest angle of each kind of rotation over eight dates.
void compare_rotations(Page& page);

/// What the reference trajectories and tables hold constant.
inline constexpr orbit::SolarIndices kConstantIndices{150.0, 150.0, 15.0};

/// Height above the ellipsoid along the radius, which Orekit's Harris-Priester takes for the
/// geodetic height: up to 4 m more in LEO.
[[nodiscard]] double height_along_radius_m(const orbit::Vector3& r_itrf_m);

/// A table of look angles by an independent library (tests/data/orbit/look): adds the greatest
/// differences of angles, ranges and range rates.
void compare_looks(Page& page, const std::string& subject, const std::string& file,
                   const orbit::Trajectory& trajectory, const orbit::Earth& earth);

/// A table of events by an independent library (tests/data, the columns of
/// access/leo_week_events.csv): adds the passes over its sites and the eclipses by both shapes of
/// the Earth. An event that is missed or extra counts as an infinite difference.
void compare_events(Page& page, const std::string& subject, const std::string& file,
                    const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time end,
                    double tolerance_ms);

} // namespace urker::validation
