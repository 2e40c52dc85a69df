#pragma once

#include "access/contact_plan.hpp"
#include "access/ground_place.hpp"
#include "access/target_passes.hpp"

#include <vector>

namespace urker::access {

/// Parts of `whole` that a search within it found: cut by the span only where `whole` is.
[[nodiscard]] std::vector<Window> parts_of(const Window& whole, std::vector<Window> parts);

/// When a point may be imaged within a section of a track, by the proof of target_passes.hpp.
[[nodiscard]] std::vector<Window> find_point_windows(const TrackSection& section,
                                                     const GroundPlace& point,
                                                     const ImagingLimits& limits,
                                                     const ShadowBodies& bodies);

/// The same within a window in which the point sees the satellite under the limit of incidence.
[[nodiscard]] std::vector<Window> find_point_windows(const Track& track, const GroundPlace& point,
                                                     const ImagingLimits& limits,
                                                     const Window& seen,
                                                     const ShadowBodies& bodies);

} // namespace urker::access
