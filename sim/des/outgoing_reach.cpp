#include "des/outgoing_reach.hpp"

#include <algorithm>

namespace urker::des {

OutgoingReach::OutgoingReach(const OutgoingChannels& outgoing, std::span<const int> rank_of,
                             int rank, int ranks)
    : place_of_(rank_of.size(), 0), arrivals_(static_cast<std::size_t>(ranks), kNever) {
  if (ranks == 1) {
    return; // there is nobody to reach
  }
  std::uint32_t own = 0;
  for (std::size_t id = 0; id < rank_of.size(); ++id) {
    if (rank_of[id] == rank) {
      place_of_[id] = own++;
    }
  }
  places_.resize(own);
  std::vector<char> reached(arrivals_.size(), 0);
  for (std::size_t id = 0; id < rank_of.size(); ++id) {
    if (rank_of[id] != rank) {
      continue;
    }
    Place& place = places_[place_of_[id]];
    place.first_link = static_cast<std::uint32_t>(links_.size());
    for (const PromisedChannel& channel : outgoing.in(outgoing.of(static_cast<ProcessId>(id)))) {
      const auto& windows = channel.channel->windows;
      if (windows.empty()) {
        continue; // it never opens
      }
      const int to = rank_of[channel.receiver];
      const bool leaves = to != rank;
      links_.push_back({&channel,
                        leaves ? static_cast<std::uint32_t>(to) : place_of_[channel.receiver],
                        leaves,
                        {},
                        ArrivalEnvelope::of_channel(windows)});
      if (leaves) {
        reached[static_cast<std::size_t>(to)] = 1;
      }
    }
    place.last_link = static_cast<std::uint32_t>(links_.size());
  }
  for (std::size_t q = 0; q < reached.size(); ++q) {
    if (reached[q] != 0) {
      neighbours_.push_back(q);
    }
  }
}

void OutgoingReach::reach(std::uint32_t place, Time at) {
  Time& earliest = places_[place].earliest;
  if (at < earliest) {
    if (earliest == kNever) {
      touched_.push_back(place);
    }
    earliest = at;
    steps_.push_back({at, place});
    std::push_heap(steps_.begin(), steps_.end());
  }
}

void OutgoingReach::follow(const Place& place) {
  for (std::uint32_t i = place.first_link; i < place.last_link; ++i) {
    Link& link = links_[i];
    const Time arrival =
        link.envelope(std::max(place.earliest, link.channel->not_before), link.cursor);
    if (link.leaves) {
      arrivals_[link.to] = std::min(arrivals_[link.to], arrival);
    } else if (arrival != kNever) {
      reach(link.to, arrival);
    }
  }
}

void OutgoingReach::forget() {
  for (const std::uint32_t place : touched_) {
    places_[place].earliest = kNever;
  }
  touched_.clear();
  steps_.clear();
}

/// Twice as much of the queue next time where the search came to its end, half where it used
/// little.
void OutgoingReach::adapt(Time frontier, Time seen_until, bool too_many) {
  constexpr Duration kLeast{1};
  constexpr Duration kMost{std::int64_t{1} << 60};
  if (too_many) {
    span_ = std::max(span_ / 2, kLeast);
  } else if (frontier >= seen_until && seen_until != kNever) {
    span_ = std::min(span_ * 2, kMost);
  }
}

const std::vector<Time>& OutgoingReach::search(EventQueue& queue, const Bound& bound,
                                               std::size_t budget) {
  std::fill(arrivals_.begin(), arrivals_.end(), kNever);
  const Time next = queue.next_time();
  if (next == kNever || neighbours_.empty()) {
    return arrivals_;
  }
  Time seen_until = saturated_sum(next, span_);
  std::size_t given = 0;
  std::size_t work = queue.visit_before(seen_until, [&](const EventRecord& event) {
    reach(place_of_[event.receiver()], event.time());
    ++given;
  });
  if (given == queue.size()) {
    seen_until = kNever;
  }
  const bool too_many = work > budget;
  open_ = neighbours_;
  Time frontier = next;
  for (;;) {
    while (!steps_.empty() && steps_.front().at > places_[steps_.front().place].earliest) {
      std::pop_heap(steps_.begin(), steps_.end()); // found an earlier way there meanwhile
      steps_.pop_back();
    }
    frontier = steps_.empty() ? seen_until : std::min(steps_.front().at, seen_until);
    while (!open_.empty() && bound(open_.back(), frontier) >= arrivals_[open_.back()]) {
      open_.pop_back();
    }
    if (open_.empty() || frontier >= seen_until || work > budget) {
      break;
    }
    const Place& place = places_[steps_.front().place];
    std::pop_heap(steps_.begin(), steps_.end());
    steps_.pop_back();
    work += place.last_link - place.first_link + 1;
    follow(place);
  }
  for (const std::size_t q : open_) {
    arrivals_[q] = std::min(arrivals_[q], bound(q, frontier));
  }
  adapt(frontier, seen_until, too_many);
  forget();
  return arrivals_;
}

} // namespace urker::des
