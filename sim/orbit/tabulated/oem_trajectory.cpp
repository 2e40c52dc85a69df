#include "orbit/tabulated/oem_trajectory.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace urker::orbit {
namespace {

bool is_of(const OemSegment& segment, std::string_view object) {
  return segment.object_name == object || segment.object_id == object;
}

/// The states that have a part in the orbit from `begin` to `end`, as indices; empty: none.
struct Part {
  std::size_t first = 0;
  std::size_t last = 0; ///< behind it
};

Part part_of(const StateTable& table, Time begin, Time end) {
  if (table.end < begin || table.begin > end) {
    return {};
  }
  // No polynomial goes through more states than that to either side.
  const std::size_t reach = table.degree + 1;
  const auto at = [&](auto found) { return static_cast<std::size_t>(found - table.times.begin()); };
  const auto first = at(std::lower_bound(table.times.begin(), table.times.end(), begin));
  const auto last = at(std::upper_bound(table.times.begin(), table.times.end(), end));
  return {first - std::min(first, reach), std::min(last + reach, table.times.size())};
}

} // namespace

bool holds_object(const Oem& oem, std::string_view object) {
  return std::any_of(oem.segments.begin(), oem.segments.end(),
                     [object](const OemSegment& s) { return is_of(s, object); });
}

std::pair<Time, Time> needed_span(const Oem& oem, std::string_view object, Time begin, Time end) {
  std::pair<Time, Time> span{begin, end};
  for (const OemSegment& segment : oem.segments) {
    const Part part = is_of(segment, object) ? part_of(segment.table, begin, end) : Part{};
    if (part.first < part.last) {
      span.first = std::min(span.first, segment.table.times[part.first]);
      span.second = std::max(span.second, segment.table.times[part.last - 1]);
    }
  }
  return span;
}

std::unique_ptr<Trajectory> make_oem_trajectory(const Oem& oem, std::string_view object,
                                                const Epoch& epoch, const Earth& earth, Time begin,
                                                Time end) {
  const bool in_teme =
      std::all_of(oem.segments.begin(), oem.segments.end(), [object](const OemSegment& s) {
        return !is_of(s, object) || s.frame == Frame::teme;
      });
  const Frame frame = in_teme ? Frame::teme : Frame::gcrf;
  std::vector<StateTable> tables;
  for (const OemSegment& segment : oem.segments) {
    const StateTable& all = segment.table;
    const Part part = is_of(segment, object) ? part_of(all, begin, end) : Part{};
    if (part.first >= part.last) {
      continue;
    }
    StateTable& table = tables.emplace_back();
    table.interpolation = all.interpolation;
    table.degree = all.degree;
    table.begin = std::max(all.begin, all.times[part.first]);
    table.end = std::min(all.end, all.times[part.last - 1]);
    for (std::size_t i = part.first; i < part.last; ++i) {
      const State& state = all.states[i];
      table.times.push_back(all.times[i]);
      table.states.push_back(segment.frame == frame
                                 ? state
                                 : earth.convert(state, segment.frame, frame, all.times[i]));
    }
  }
  std::sort(tables.begin(), tables.end(),
            [](const StateTable& a, const StateTable& b) { return a.begin < b.begin; });
  return std::make_unique<TabulatedTrajectory>("ephemeris of " + std::string(object), epoch, frame,
                                               tables);
}

} // namespace urker::orbit
