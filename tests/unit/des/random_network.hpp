#pragma once

#include "des/lookahead.hpp"

#include <random>
#include <vector>

namespace urker::des {

inline constexpr std::int64_t kHorizon = 60; ///< ns

inline Time at(std::int64_t nanoseconds) {
  return Time{Duration{nanoseconds}};
}

/// Channels that open and close at random within the horizon.
class RandomNetwork {
 public:
  explicit RandomNetwork(unsigned seed) : random_(seed) {}
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(limit));
  }
  Channel channel(ProcessId from, ProcessId to) {
    Channel result{from, to, {}};
    std::int64_t open = below(12);
    while (open < kHorizon) {
      const std::int64_t close = open + below(8);
      result.windows.push_back({at(open), at(close), Duration{1 + below(15)}});
      open = close + 1 + below(15);
    }
    if (below(4) == 0) {
      result.windows.push_back({at(open), kNever, Duration{1 + below(15)}});
    }
    return result;
  }
  /// Channels between random pairs of `processes` processes.
  std::vector<Channel> channels(ProcessId processes) {
    std::vector<Channel> result;
    for (ProcessId a = 0; a < processes; ++a) {
      for (ProcessId b = 0; b < processes; ++b) {
        if (a != b && below(3) == 0) {
          result.push_back(channel(a, b));
        }
      }
    }
    return result;
  }

 private:
  std::mt19937_64 random_;
};

/// Of the rows that the ranks would make.
inline Lookahead lookahead_of(const std::vector<Channel>& channels, const std::vector<int>& rank_of,
                              int ranks) {
  std::vector<ArrivalEnvelope> all;
  for (int rank = 0; rank < ranks; ++rank) {
    for (const auto& envelope : envelopes_from(rank, {channels, Duration{0}}, rank_of, ranks)) {
      all.push_back(unpack<ArrivalEnvelope>(pack(envelope)));
    }
  }
  return {std::move(all), ranks};
}

/// EIT of all ranks, where `caused` and `promised` have those of all pairs.
inline std::vector<Time> inputs_of(const Lookahead& lookahead, const std::vector<Time>& on_the_way,
                                   const std::vector<Time>& caused,
                                   const std::vector<Time>& promised) {
  const std::size_t ranks = on_the_way.size();
  std::vector<Time> least(ranks, kNever);
  std::vector<std::int64_t> promised_ns;
  for (std::size_t i = 0; i < caused.size(); ++i) {
    if (i / ranks != i % ranks) {
      least[i % ranks] = std::min(least[i % ranks], caused[i]);
    }
    promised_ns.push_back(promised[i].time_since_epoch().count());
  }
  std::vector<Time> inputs;
  for (std::size_t q = 0; q < ranks; ++q) {
    inputs.push_back(lookahead.earliest_input(static_cast<int>(q), on_the_way, least,
                                              {promised_ns.data(), ranks}));
  }
  return inputs;
}

} // namespace urker::des
