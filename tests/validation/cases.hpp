#pragma once

#include "access/contact_plan.hpp"
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
void compare_forces(Page& page);
void compare_trajectories(Page& page);

/// Part of compare_frames: the greatest angle of each kind of rotation over eight dates.
void compare_rotations(Page& page);

/// A table of events by an independent library (tests/data, the columns of
/// access/leo_week_events.csv): adds the passes over its sites and the eclipses by both shapes of
/// the Earth. An event that is missed or extra counts as an infinite difference.
void compare_events(Page& page, const std::string& subject, const std::string& file,
                    const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time end,
                    double tolerance_ms);

} // namespace urker::validation
