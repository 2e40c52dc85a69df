#pragma once

#include "access/contact_plan.hpp"

#include <vector>

namespace urker::access {

/// The parts of [begin, end] in which the Sun's centre stands at or above an elevation as seen from
/// a place, to 1 us; geometric.
///
/// Proof. f = s.n - sin(limit) with the Sun's direction s and the vertical n, where s turns with
/// the sky: |f''| <= W^2, 1.02 times for the Sun's own motion and the place's distance from the
/// Earth's centre.
[[nodiscard]] std::vector<Window> find_daylight(const orbit::Earth& earth,
                                                const orbit::Geodetic& place,
                                                double least_elevation_rad, Time begin, Time end,
                                                const ShadowBodies& bodies = {});

} // namespace urker::access
