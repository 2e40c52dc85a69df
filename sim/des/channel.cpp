#include "des/channel.hpp"

#include <algorithm>

namespace urker::des {

namespace {

/// The first window that is open at t or later.
auto first_usable(const std::vector<ChannelWindow>& windows, Time t) {
  return std::partition_point(windows.begin(), windows.end(),
                              [t](const ChannelWindow& window) { return window.close < t; });
}

} // namespace

Time Channel::earliest_arrival(Time t) const {
  Time earliest = kNever;
  // A later window may have the shorter delay, so the search goes on while a window opens early
  // enough to matter.
  for (auto window = first_usable(windows, t);
       window != windows.end() && std::max(t, window->open) < earliest; ++window) {
    earliest = std::min(earliest, saturated_sum(std::max(t, window->open), window->least_delay));
  }
  return earliest;
}

const ChannelWindow* Channel::open_at(Time departure) const {
  const auto window = first_usable(windows, departure);
  return window != windows.end() && window->open <= departure ? &*window : nullptr;
}

Channel constant_channel(ProcessId from, ProcessId to, Duration delay) {
  return {from, to, {{kStart, kNever, delay}}};
}

} // namespace urker::des
