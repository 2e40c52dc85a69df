#pragma once

#include "des/lookahead.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace urker::des {

/// The channels that lead from a rank's processes, with what their senders promise.
class OutgoingChannels {
 public:
  OutgoingChannels() = default; ///< none
  /// `own` by sender and receiver, as checked_channels gives them.
  OutgoingChannels(ChannelSet own, std::span<const int> rank_of, int rank, int ranks);

  /// A sender's channels.
  struct Range {
    std::uint32_t first = 0, last = 0;
  };
  [[nodiscard]] Range of(ProcessId sender) const;
  [[nodiscard]] std::span<const PromisedChannel> in(Range range) const {
    return {promised_.data() + range.first, promised_.data() + range.last};
  }
  /// The channel to a receiver, or nullptr.
  [[nodiscard]] PromisedChannel* find(Range range, ProcessId receiver);
  [[nodiscard]] const ChannelSet& channels() const { return channels_; }

  /// Of a channel that `find` gave.
  void promise(PromisedChannel& channel, Time not_before);
  /// What a sender has promised, by receiver.
  using Promises = std::vector<std::pair<ProcessId, Time>>;
  [[nodiscard]] Promises promises(Range range) const;
  /// Takes up promises, of which those over channels that are no longer there are void.
  void keep(Range range, const Promises& promises);
  /// B_pq of Lookahead by rank q, where this rank handles nothing more before `bound`.
  [[nodiscard]] std::vector<Time> promised_row(Time bound) const;

 private:
  struct RankChannels {
    std::vector<const PromisedChannel*> channels; ///< from here to a process of that rank
    bool promised = false;                        ///< anything over any of them
  };
  ChannelSet channels_;
  std::vector<PromisedChannel> promised_; ///< one for each of channels_
  std::vector<int> rank_of_;
  std::vector<RankChannels> to_rank_;
};

} // namespace urker::des
