#pragma once

#include "access/contact_plan.hpp"
#include "access/pass_search.hpp"
#include "access/site_table.hpp"
#include "access/track.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace urker::access {

/// A pass under way at the end of a track.
struct OpenPass {
  StationContact contact;
  double sine = 0.0, cosine = 0.0; ///< of the greatest elevation so far
  /// On its arcs that are alike; of the others a bound of the range is taken at once.
  double least_radius_m = std::numeric_limits<double>::infinity();
  double least_range_m = std::numeric_limits<double>::infinity();
};

/// Joins a satellite's turns and summits along one track to passes, those that were under way at
/// its begin included. `open` is sorted by station and gets those that are under way at an end that
/// does not clip; ended passes go to `contacts`, sorted by (station, begin).
void join_passes(const SiteTable& table, const Track& track, const PassEvents& events,
                 const PassSpan& span, std::uint32_t satellite, std::vector<OpenPass>& open,
                 std::vector<StationContact>& contacts);

} // namespace urker::access
