#include "access/least_range.hpp"

#include <algorithm>

namespace urker::access {

double least_range_on_arc(const Track& track, std::size_t arc, const SearchSite& site) {
  struct Range {
    double range_m, rate_m_s;
  };
  const orbit::Vector3 place_m(site.position_m[0], site.position_m[1], site.position_m[2]);
  const auto at_node = [&](std::size_t node) -> Range {
    const auto state = track.node(node);
    const orbit::Vector3 line_m = state.r_m - place_m;
    const double range_m = line_m.norm();
    return {range_m, line_m.dot(state.v_m_s) / range_m};
  };
  const auto bounds = fixed_bounds(track.arc_bounds(arc));
  const double acceleration_m_s2 = bounds.greatest_acceleration_m_s2;
  const double length_s = to_seconds(track.arc_length(arc)) / Track::kNodesAnArc;
  const std::size_t first = Track::kNodesAnArc * arc;
  // Far away the middle and the speed tell enough.
  constexpr double kEnough = 0.05;
  const double middle_m = (track.node(first + Track::kNodesAnArc / 2).r_m - place_m).norm();
  const double reach_m = bounds.greatest_speed_m_s * length_s * Track::kNodesAnArc / 2;
  if (reach_m < kEnough * middle_m) {
    return middle_m - reach_m;
  }
  Range a = at_node(first);
  double least_m = a.range_m;
  for (std::size_t i = 1; i <= Track::kNodesAnArc; ++i) {
    const Range b = at_node(first + i);
    const double fall_m_s = acceleration_m_s2 * length_s;
    const double rise_m = a.range_m - b.range_m + b.rate_m_s * length_s + fall_m_s * length_s / 2.0;
    const double cross_s = std::clamp(rise_m / (b.rate_m_s - a.rate_m_s + fall_m_s), 0.0, length_s);
    least_m =
        std::min({least_m, b.range_m,
                  a.range_m + a.rate_m_s * cross_s - acceleration_m_s2 * cross_s * cross_s / 2.0});
    a = b;
  }
  return least_m;
}

} // namespace urker::access
