#pragma once

#include "access/contact_plan.hpp"

#include <vector>

namespace urker::access::test {

/// The passes of one satellite over one site by another way than PlanSearch's: the general search
/// of windows (window_search.hpp), node by node. Culminations are the highest of the elevations at
/// the track's nodes, refined to the maximum beside it. Sorted; indices are 0.
[[nodiscard]] std::vector<StationContact> reference_contacts(const Track& track, const Site& site,
                                                             Time begin, Time end);

} // namespace urker::access::test
