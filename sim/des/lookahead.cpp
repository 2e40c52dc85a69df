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

ArrivalEnvelope ArrivalEnvelope::of_channel(std::span<const ChannelWindow> windows) {
  ArrivalEnvelope envelope;
  auto& pieces = envelope.pieces_; // the last first
  pieces.reserve(2 * windows.size() + 1);
  Time later = kNever; // earliest arrival over what opens behind
  for (auto window = windows.rbegin(); window != windows.rend(); ++window) {
    if (window->close != kNever) {
      const Time after = window->close + Duration{1};
      if (pieces.empty() || pieces.back().from != after) {
        pieces.push_back({after, Duration::max(), later});
      }
    }
    pieces.push_back({window->open, window->least_delay, later});
    later = std::min(later, saturated_sum(window->open, window->least_delay));
  }
  pieces.push_back({Time{Duration::min()}, Duration::max(), later});
  std::reverse(pieces.begin(), pieces.end());
  return envelope;
}

void ArrivalEnvelope::move(Time t, Cursor& cursor) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), t,
                       [](Time time, const Piece& piece) { return time < piece.from; });
  cursor = {};
  if (after != pieces_.begin()) {
    const Piece& piece = *(after - 1);
    cursor = {piece.from, after == pieces_.end() ? kNever : after->from, piece.open_delay,
              piece.next_arrival};
  }
}

Time ArrivalEnvelope::operator()(Time t) const {
  Cursor cursor;
  move(t, cursor);
  return std::min(saturated_sum(t, cursor.open_delay), cursor.next_arrival);
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
    : links_(static_cast<std::size_t>(ranks)) {
  require(envelopes.size() == links_.size() * links_.size(),
          "a lookahead without all pairs of ranks");
  for (std::size_t i = 0; i < envelopes.size(); ++i) {
    if (envelopes[i].exists()) {
      links_[i / links_.size()].push_back({i % links_.size(), {}, std::move(envelopes[i])});
    }
  }
}

Time Lookahead::earliest_arrival(int from, int to, Time t) const {
  const auto& links = links_[static_cast<std::size_t>(from)];
  const auto receiver = static_cast<std::size_t>(to);
  const auto found = std::partition_point(
      links.begin(), links.end(), [receiver](const Link& link) { return link.to < receiver; });
  return found != links.end() && found->to == receiver ? found->envelope(t, found->cursor) : kNever;
}

Time Lookahead::earliest_input(int rank, std::span<const Time> on_the_way,
                               std::span<const Time> caused, PairTimes promised) const {
  struct Departure {
    Time at;
    std::size_t from;
    bool operator<(const Departure& other) const { return at > other.at; } // the least on top
  };
  std::vector<Time> inputs(caused.begin(), caused.end());
  std::vector<Departure> departures;
  for (std::size_t p = 0; p < inputs.size(); ++p) {
    if (const Time at = std::min(on_the_way[p], inputs[p]); at != kNever) {
      departures.push_back({at, p});
    }
  }
  std::make_heap(departures.begin(), departures.end());
  // Dijkstra's algorithm from all ranks at once. Every hop takes time: what departs after the input
  // found so far does not matter.
  Time& input = inputs[static_cast<std::size_t>(rank)];
  while (!departures.empty() && departures.front().at < input) {
    const Departure first = departures.front();
    std::pop_heap(departures.begin(), departures.end());
    departures.pop_back();
    if (first.at > std::min(on_the_way[first.from], inputs[first.from])) {
      continue; // found an earlier one meanwhile
    }
    for (const Link& link : links_[first.from]) {
      Time arrival = link.envelope(first.at, link.cursor);
      if (arrival >= inputs[link.to]) {
        continue;
      }
      arrival = std::max(arrival, promised(first.from, link.to));
      if (arrival < inputs[link.to]) {
        if (arrival < on_the_way[link.to]) {
          departures.push_back({arrival, link.to});
          std::push_heap(departures.begin(), departures.end());
        }
        inputs[link.to] = arrival;
      }
    }
  }
  return input;
}

} // namespace urker::des
