#pragma once

#include "base/random.hpp"
#include "time/time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace urker::spacecraft {

/// Random events that come at a rate along an orbit, in blocks of time of which each has draws of
/// its own: pure functions of key and block. Within a block the rate is known at knots and straight
/// in between, which at 30 s, some 230 km along a low orbit, follows the edge of the South Atlantic
/// Anomaly.
struct UpsetBlock {
  static constexpr Duration kLength = std::chrono::hours(1);
  static constexpr Duration kStep = std::chrono::seconds(30);
  static constexpr std::size_t kKnots = 121;
  using Rates = std::array<double, kKnots>; ///< 1/s

  /// Number of the block that holds the instant, and where it begins.
  [[nodiscard]] static std::int64_t at(Time t) { return t.time_since_epoch() / kLength; }
  [[nodiscard]] static Time begin(std::int64_t block) { return kStart + block * kLength; }
};

/// Expected number of events in a block.
[[nodiscard]] double expected_events(const UpsetBlock::Rates& rates);

/// The instants of the events of a block, ascending: sums of exponential draws, put through the
/// inverse of the integral of the rate.
[[nodiscard]] std::vector<Time> events_in_block(const UpsetBlock::Rates& rates, std::int64_t block,
                                                const RandomKey& key);

} // namespace urker::spacecraft
