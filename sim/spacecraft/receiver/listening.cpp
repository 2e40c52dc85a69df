#include "spacecraft/receiver/listening.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::spacecraft {

namespace {

std::int64_t step_at(Time t) {
  return t.time_since_epoch() / Listening::kStep;
}

Time begin_of(std::int64_t step) {
  return kStart + step * Listening::kStep;
}

/// What has been heard of the emitters of a cell.
struct Heard {
  bool in_view = false;
  double log_missed = 0.0;
  double messages = 0.0;
};

} // namespace

Listening::Listening(std::vector<EmitterGroup> groups, SlotChannel channel,
                     double least_elevation_rad, Place place)
    : groups_(std::move(groups)), channel_(channel), least_elevation_rad_(least_elevation_rad),
      place_(std::move(place)) {}

orbit::Vector3 Listening::middle(std::int64_t step) const {
  return place_(begin_of(step) + kStep / 2);
}

bool Listening::any_in_view(std::int64_t step) const {
  const orbit::Vector3 place = middle(step);
  return std::any_of(groups_.begin(), groups_.end(), [&](const EmitterGroup& group) {
    return group.any_in_view(place, least_elevation_rad_);
  });
}

access::Window Listening::next_stretch(Time from, Time end, Duration longest) const {
  // The middle of the last step may lie beyond the end, where there need be no orbit.
  const auto inside = [&](std::int64_t step) { return begin_of(step) + kStep / 2 < end; };
  std::int64_t step = step_at(from);
  if (begin_of(step) + kStep / 2 < from) {
    ++step;
  }
  while (inside(step) && !any_in_view(step)) {
    ++step;
  }
  if (!inside(step)) {
    return {kNever, kNever};
  }
  access::Window stretch{std::max(from, begin_of(step)), kNever};
  do {
    ++step;
  } while (inside(step) && begin_of(step) - stretch.begin < longest && any_in_view(step));
  stretch.end = std::min(end, begin_of(step));
  return stretch;
}

std::vector<Expected> Listening::expect(const std::vector<access::Window>& windows) const {
  std::vector<std::vector<Heard>> heard;
  for (const EmitterGroup& group : groups_) {
    heard.emplace_back(group.cells());
  }
  for (const auto& window : windows) {
    for (std::int64_t step = step_at(window.begin); begin_of(step) < window.end; ++step) {
      const Time begin = std::max(window.begin, begin_of(step));
      const double time_s = to_seconds(std::min(window.end, begin_of(step + 1)) - begin);
      const Time seen = std::min(begin_of(step) + kStep / 2, window.end);
      const orbit::Vector3 place = place_(std::max(begin, seen));
      std::vector<std::vector<std::size_t>> cells;
      double messages_per_s = 0.0;
      for (const EmitterGroup& group : groups_) {
        cells.push_back(group.in_view(place, least_elevation_rad_));
        messages_per_s += static_cast<double>(cells.back().size()) * group.per_cell() /
                          group.facts().report_interval_s;
      }
      const double success = channel_.success(messages_per_s);
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        const double sent = time_s / groups_[g].facts().report_interval_s;
        for (const std::size_t cell : cells[g]) {
          Heard& of_cell = heard[g][cell];
          of_cell.in_view = true;
          of_cell.log_missed += log_missed(success, sent);
          of_cell.messages += sent * success;
        }
      }
    }
  }
  std::vector<Expected> result(groups_.size());
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    for (const Heard& of_cell : heard[g]) {
      result[g].in_view += of_cell.in_view ? groups_[g].per_cell() : 0.0;
      result[g].detected -= std::expm1(of_cell.log_missed) * groups_[g].per_cell();
      result[g].messages += of_cell.messages * groups_[g].per_cell();
    }
  }
  return result;
}

} // namespace urker::spacecraft
