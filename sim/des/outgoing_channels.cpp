#include "des/outgoing_channels.hpp"

#include <algorithm>
#include <utility>

namespace urker::des {

OutgoingChannels::OutgoingChannels(ChannelSet own, std::span<const int> rank_of, int rank,
                                   int ranks)
    : channels_(std::move(own)), rank_of_(rank_of.begin(), rank_of.end()),
      to_rank_(static_cast<std::size_t>(ranks)) {
  promised_.reserve(channels_.channels.size());
  for (const Channel& channel : channels_.channels) {
    const PromisedChannel& promised = promised_.emplace_back(channel);
    if (rank_of_[channel.to] != rank) {
      to_rank_[static_cast<std::size_t>(rank_of_[channel.to])].channels.push_back(&promised);
    }
  }
}

OutgoingChannels::Range OutgoingChannels::of(ProcessId sender) const {
  const auto& all = channels_.channels;
  const auto [first, last] =
      std::equal_range(all.begin(), all.end(), Channel{sender, 0, {}},
                       [](const Channel& a, const Channel& b) { return a.from < b.from; });
  return {static_cast<std::uint32_t>(first - all.begin()),
          static_cast<std::uint32_t>(last - all.begin())};
}

PromisedChannel* OutgoingChannels::find(Range range, ProcessId receiver) {
  PromisedChannel* const last = promised_.data() + range.last;
  PromisedChannel* const found = std::partition_point(
      promised_.data() + range.first, last,
      [receiver](const PromisedChannel& promised) { return promised.receiver < receiver; });
  return found != last && found->receiver == receiver ? found : nullptr;
}

void OutgoingChannels::promise(PromisedChannel& channel, Time not_before) {
  channel.not_before = not_before;
  to_rank_[static_cast<std::size_t>(rank_of_[channel.receiver])].promised = true;
}

OutgoingChannels::Promises OutgoingChannels::promises(Range range) const {
  Promises given;
  for (const PromisedChannel& promised : in(range)) {
    if (promised.not_before > kStart) {
      given.emplace_back(promised.receiver, promised.not_before);
    }
  }
  return given;
}

void OutgoingChannels::keep(Range range, const Promises& promises) {
  for (const auto& [receiver, not_before] : promises) {
    if (PromisedChannel* const channel = find(range, receiver)) {
      promise(*channel, not_before);
    }
  }
}

std::vector<Time> OutgoingChannels::promised_row(Time bound) const {
  std::vector<Time> row(to_rank_.size(), kStart);
  for (std::size_t q = 0; q < row.size(); ++q) {
    if (to_rank_[q].promised) {
      row[q] = kNever;
      for (const PromisedChannel* channel : to_rank_[q].channels) {
        row[q] = std::min(row[q], channel->earliest_arrival(bound));
      }
      if (channels_.otherwise > Duration::zero()) { // nothing can be promised there
        row[q] = std::min(row[q], saturated_sum(bound, channels_.otherwise));
      }
    }
  }
  return row;
}

} // namespace urker::des
