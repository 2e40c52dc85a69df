#include "des/lookahead.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace urker::des {

ArrivalEnvelope::ArrivalEnvelope(std::vector<ChannelWindow> windows) {
  std::sort(windows.begin(), windows.end(),
            [](const ChannelWindow& a, const ChannelWindow& b) { return a.open < b.open; });
  const std::size_t count = windows.size();
  std::vector<Time> arrival_from(count + 1, kNever); // over windows i and later
  for (std::size_t i = count; i-- > 0;) {
    arrival_from[i] =
        std::min(arrival_from[i + 1], saturated_sum(windows[i].open, windows[i].least_delay));
  }
  struct Closing {
    Time after; // the first instant at which the window is shut
    Duration delay;
  };
  std::vector<Closing> closings;
  for (const ChannelWindow& window : windows) {
    if (window.close != kNever) {
      closings.push_back({window.close + Duration{1}, window.least_delay});
    }
  }
  std::sort(closings.begin(), closings.end(),
            [](const Closing& a, const Closing& b) { return a.after < b.after; });

  std::multiset<Duration> open_delays;
  pieces_.push_back({Time{Duration::min()}, Duration::max(), arrival_from[0]});
  std::size_t opened = 0;
  std::size_t closed = 0;
  while (opened < count || closed < closings.size()) {
    const Time at = std::min(opened < count ? windows[opened].open : kNever,
                             closed < closings.size() ? closings[closed].after : kNever);
    for (; opened < count && windows[opened].open == at; ++opened) {
      open_delays.insert(windows[opened].least_delay);
    }
    for (; closed < closings.size() && closings[closed].after == at; ++closed) {
      open_delays.erase(open_delays.find(closings[closed].delay));
    }
    const Duration delay = open_delays.empty() ? Duration::max() : *open_delays.begin();
    if (delay != pieces_.back().open_delay || arrival_from[opened] != pieces_.back().next_arrival) {
      pieces_.push_back({at, delay, arrival_from[opened]});
    }
  }
}

Time ArrivalEnvelope::operator()(Time t) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), t,
                       [](Time time, const Piece& piece) { return time < piece.from; });
  if (after == pieces_.begin()) {
    return kNever;
  }
  const Piece& piece = *(after - 1);
  return std::min(saturated_sum(t, piece.open_delay), piece.next_arrival);
}

std::vector<ArrivalEnvelope> envelopes_from(int rank, const ChannelSet& channels,
                                            std::span<const int> rank_of, int ranks) {
  std::vector<std::vector<ChannelWindow>> windows(static_cast<std::size_t>(ranks));
  for (const Channel& channel : channels.channels) {
    if (rank_of[channel.from] == rank && rank_of[channel.to] != rank) {
      auto& all = windows[static_cast<std::size_t>(rank_of[channel.to])];
      all.insert(all.end(), channel.windows.begin(), channel.windows.end());
    }
  }
  std::vector<ArrivalEnvelope> envelopes(windows.size());
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (channels.otherwise > Duration::zero()) {
      windows[i].push_back({kStart, kNever, channels.otherwise});
    }
    if (!windows[i].empty()) {
      envelopes[i] = ArrivalEnvelope(std::move(windows[i]));
    }
  }
  return envelopes;
}

Lookahead::Lookahead(std::vector<ArrivalEnvelope> envelopes, int ranks)
    : ranks_(ranks), envelopes_(std::move(envelopes)) {
  require(envelopes_.size() == pair(ranks, 0), "a lookahead without all pairs of ranks");
}

std::size_t Lookahead::pair(int from, int to) const {
  return static_cast<std::size_t>(from) * static_cast<std::size_t>(ranks_) +
         static_cast<std::size_t>(to);
}

Time Lookahead::earliest_arrival(int from, int to, Time t) const {
  return envelopes_[pair(from, to)](t);
}

std::vector<Time> Lookahead::earliest_inputs(std::span<const Time> on_the_way,
                                             std::span<const Time> caused,
                                             std::span<const Time> promised) const {
  const auto ranks = static_cast<std::size_t>(ranks_);
  std::vector<Time> inputs(ranks, kNever);
  for (std::size_t p = 0; p < ranks; ++p) {
    for (std::size_t q = 0; q < ranks; ++q) {
      inputs[q] = q == p ? inputs[q] : std::min(inputs[q], caused[p * ranks + q]);
    }
  }
  std::vector<char> settled(ranks, 0);
  // Dijkstra's algorithm from all ranks at once; a settled bound cannot fall again since every
  // hop takes time.
  const auto bound = [&](std::size_t p) { return std::min(on_the_way[p], inputs[p]); };
  for (std::size_t step = 0; step < ranks; ++step) {
    std::size_t first = ranks;
    for (std::size_t p = 0; p < ranks; ++p) {
      if (settled[p] == 0 && (first == ranks || bound(p) < bound(first))) {
        first = p;
      }
    }
    const Time departure = bound(first);
    if (departure == kNever) {
      break;
    }
    settled[first] = 1;
    for (std::size_t q = 0; q < ranks; ++q) {
      if (q != first) {
        const std::size_t edge = first * ranks + q;
        inputs[q] = std::min(inputs[q], std::max(envelopes_[edge](departure), promised[edge]));
      }
    }
  }
  return inputs;
}

} // namespace urker::des
