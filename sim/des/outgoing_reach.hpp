#pragma once

#include "des/event_queue.hpp"
#include "des/outgoing_channels.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace urker::des {

/// When what a rank has in its queue can reach the other ranks: D_pq of Lookahead.
///
/// A search for the earliest arrivals in the graph of the rank's processes, from all events at
/// once. It goes by time, so it may stop at any frontier F before which it has seen everything:
/// whatever leaves later arrives at q at E_pq(F) or later, and
///
///     D_pq = min(earliest arrival found, E_pq(F))
///
/// is a lower bound, exact once the first is the lesser. So work is bounded, as is the part of the
/// queue that is looked at.
class OutgoingReach {
 public:
  OutgoingReach() = default; ///< of a rank without channels
  /// `outgoing` has to live, and stay where it is, as long as this.
  OutgoingReach(const OutgoingChannels& outgoing, std::span<const int> rank_of, int rank,
                int ranks);
  /// E_pq(t) of this rank p.
  using Bound = std::function<Time(std::size_t q, Time t)>;
  /// By rank q, kNever for p. About `budget` channels and events are looked at.
  [[nodiscard]] const std::vector<Time>& search(EventQueue& queue, const Bound& bound,
                                                std::size_t budget);

 private:
  struct Link {
    const PromisedChannel* channel;
    std::uint32_t to; ///< place of a process of this rank, or a rank
    bool leaves;      ///< to another rank
    ArrivalEnvelope::Cursor cursor;
    ArrivalEnvelope envelope; ///< of the channel
  };
  struct Place {
    std::uint32_t first_link = 0, last_link = 0;
    Time earliest = kNever; ///< known in this search of anything that happens there
  };
  struct Step {
    Time at;
    std::uint32_t place;
    friend bool operator<(const Step& a, const Step& b) { return a.at > b.at; } // the least on top
  };
  void reach(std::uint32_t place, Time at);
  void follow(const Place& place);
  void forget();
  void adapt(Time frontier, Time seen_until, bool too_many);

  std::vector<std::uint32_t> place_of_; ///< by id of this rank's processes
  std::vector<Place> places_;
  std::vector<Link> links_;
  std::vector<std::size_t> neighbours_; ///< ranks that a channel leads to
  std::vector<Time> arrivals_;          ///< the answer
  std::vector<Step> steps_;             ///< a heap
  std::vector<std::uint32_t> touched_;
  std::vector<std::size_t> open_; ///< ranks whose bound may still fall
  Duration span_{1'000'000};      ///< how much of the queue is looked at; follows the need
};

} // namespace urker::des
