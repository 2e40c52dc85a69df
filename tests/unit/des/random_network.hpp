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

} // namespace urker::des
