#include "des/model_checks.hpp"

#include "des/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::des {

namespace {

void check_channel(const Channel& channel, const ProcessSet& processes) {
  require(channel.from < processes.ranks.size() && channel.to < processes.ranks.size(),
          "a channel leads to a process that does not exist");
  require(channel.from != channel.to, "a channel leads from a process to itself");
  const ChannelWindow* previous = nullptr;
  for (const ChannelWindow& window : channel.windows) {
    require(window.open <= window.close && (!previous || previous->close < window.open),
            "a channel's windows are not sorted and disjoint");
    if (window.least_delay <= Duration::zero()) {
      throw Error(Cause::invalid_input,
                  fmt::format("the link from '{}' to '{}' has no delay at {}: without one, the "
                              "order of cause and effect between them is undefined",
                              processes.name(channel.from), processes.name(channel.to),
                              seconds_text(window.open)));
    }
    previous = &window;
  }
}

} // namespace

void check_processes(const ProcessSet& processes, int rank, int ranks) {
  std::size_t own = 0;
  for (const int owner : processes.ranks) {
    require(owner >= 0 && owner < ranks, "a process is on a rank that does not exist");
    own += owner == rank ? 1 : 0;
  }
  require(own == processes.own.size() &&
              std::all_of(processes.own.begin(), processes.own.end(),
                          [](const auto& process) { return process != nullptr; }),
          "a process is not exactly on the rank that owns it");
}

ChannelSet checked_channels(ChannelSet all, const ProcessSet& processes, int rank) {
  auto& channels = all.channels;
  for (const Channel& channel : channels) {
    check_channel(channel, processes);
  }
  std::erase_if(channels, [&](const Channel& c) { return processes.ranks[c.from] != rank; });
  std::sort(channels.begin(), channels.end(), [](const Channel& a, const Channel& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  });
  for (std::size_t i = 1; i < channels.size(); ++i) {
    require(channels[i - 1].from != channels[i].from || channels[i - 1].to != channels[i].to,
            "two channels lead from one process to another");
  }
  return all;
}

} // namespace urker::des
