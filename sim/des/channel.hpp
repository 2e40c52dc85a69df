#pragma once

#include "des/event.hpp"

#include <vector>

namespace urker::des {

/// t + d for d >= 0, or kNever where the sum leaves the range of Time.
[[nodiscard]] constexpr Time saturated_sum(Time t, Duration d) {
  return t > kNever - d ? kNever : t + d;
}

/// One opening of a channel. Messages may depart in [open, close].
struct ChannelWindow {
  Time open = kStart;
  Time close = kNever;
  Duration least_delay{0}; ///< above zero: light time at the least range, or a fibre's delay
};

/// A one-way channel between two processes; closed outside its windows (sorted, disjoint).
struct Channel {
  ProcessId from = 0;
  ProcessId to = 0;
  std::vector<ChannelWindow> windows;

  /// Earliest arrival of anything sent at or after t; kNever if the channel never opens again.
  /// Nondecreasing in t.
  [[nodiscard]] Time earliest_arrival(Time t) const;
  /// The window that is open at `departure`, or nullptr.
  [[nodiscard]] const ChannelWindow* open_at(Time departure) const;
};

/// The channels of a model, at most one from a process to another.
struct ChannelSet {
  std::vector<Channel> channels;
  /// Above zero: any two processes that none of them joins may send to each other at any time, with
  /// this least delay.
  Duration otherwise{0};
};

/// A terrestrial channel: always open, with a constant delay.
[[nodiscard]] Channel constant_channel(ProcessId from, ProcessId to, Duration delay);

} // namespace urker::des
