#pragma once

#include "access/pass_kernels.hpp"
#include "access/track.hpp"

#include <cstddef>

namespace urker::access {

/// Lower bound of the range on an arc of a track, from what it is at the nodes. A range falls below
/// its tangents by no more than A t^2 / 2, A the greatest acceleration relative to the Earth: the
/// part across the line of sight only adds. The bound is where the tangent parabolas of two nodes
/// cross; far away it is taken from the middle and the greatest speed, 5 % short at most.
[[nodiscard]] double least_range_on_arc(const Track& track, std::size_t arc,
                                        const SearchSite& site);

} // namespace urker::access
