#pragma once

#include "access/contact_plan.hpp"

#include <vector>

namespace urker::access {

struct MoonEclipse : Eclipse {
  Time deepest = kStart;    ///< in the penumbra: farthest within its cone (moon_cone.hpp)
  double obscuration = 0.0; ///< the part of the Sun's disc that is hidden then; 1: total
};

/// The eclipses by the Moon in [begin, end], for satellites of the Earth within 1e9 m. Sorted by
/// begin, with `satellite` left 0; proved as the windows of contact_plan.hpp are (moon_cone.hpp),
/// ends to 1 us. The time grows little with the span: only the hours are searched in which the
/// shadow comes as near to the Earth's centre as the satellite is far from it, around some new
/// Moons.
///
/// Left out: light time, which puts the Moon 38 km back on the Earth's way about the Sun (some tens
/// of seconds of the shadow's), the hills of the Moon, and the step where DE-405 ends.
[[nodiscard]] std::vector<MoonEclipse> find_moon_eclipses(const orbit::Trajectory& trajectory,
                                                          const orbit::Earth& earth, Time begin,
                                                          Time end,
                                                          const ShadowBodies& bodies = {});

} // namespace urker::access
