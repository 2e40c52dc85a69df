#pragma once

#include "des/channel.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace urker::des {

/// Earliest arrival over any of a set of channels, as a function of the earliest departure: the
/// lower envelope of the channels' own functions. Nondecreasing; exact in integers.
class ArrivalEnvelope {
 public:
  ArrivalEnvelope() = default; ///< no channel: never
  explicit ArrivalEnvelope(std::vector<ChannelWindow> windows);
  /// The same from a channel's windows, which are sorted and disjoint.
  [[nodiscard]] static ArrivalEnvelope of_channel(std::span<const ChannelWindow> windows);
  [[nodiscard]] Time operator()(Time t) const;
  /// The piece in which the last t was, so that the next one need not be looked for.
  struct Cursor {
    Time from = kNever, until = kNever;
    Duration open_delay = Duration::max();
    Time next_arrival = kNever;
  };
  [[nodiscard]] Time operator()(Time t, Cursor& cursor) const {
    if (t < cursor.from || t >= cursor.until) {
      move(t, cursor);
    }
    return std::min(saturated_sum(t, cursor.open_delay), cursor.next_arrival);
  }
  /// Whether there is any channel.
  [[nodiscard]] bool exists() const { return !pieces_.empty(); }
  template <class Packer>
  void pack(Packer& p) {
    p(pieces_);
  }

 private:
  /// From `from` to the next piece: min(t + open_delay, next_arrival).
  struct Piece {
    Time from;
    Duration open_delay{0}; ///< least of the windows that are open; the largest Duration if none
    Time next_arrival;      ///< earliest arrival over a window that opens later
    template <class Packer>
    void pack(Packer& p) {
      p(from, open_delay, next_arrival);
    }
  };
  void move(Time t, Cursor& cursor) const;
  std::vector<Piece> pieces_;
};

/// The envelopes of the channels that lead from one rank to each other one, by rank; `channels` may
/// have those of other ranks and those within a rank too.
[[nodiscard]] std::vector<ArrivalEnvelope> envelopes_from(int rank, const ChannelSet& channels,
                                                          std::span<const int> rank_of, int ranks);

/// A channel with its sender's word that nothing departs over it before `not_before`.
struct PromisedChannel {
  explicit PromisedChannel(const Channel& of, Time promised = kStart)
      : channel(&of), receiver(of.to), not_before(promised) {}
  const Channel* channel;
  ProcessId receiver; ///< again, so that a search for it need not touch every channel
  Time not_before;
  /// Earliest arrival of anything sent at or after t, the promise kept.
  [[nodiscard]] Time earliest_arrival(Time t) const {
    return channel->earliest_arrival(std::max(t, not_before));
  }
};

/// How far each rank may go: a lower bound on what can still arrive from the others.
///
/// Let E_pq(t) be a lower bound on the arrival at q of whatever rank p sends at or after t, W_p the
/// time of the first message that is on its way to p, and D_pq a lower bound on the arrival at q of
/// whatever p's queue causes without anything else reaching p. Then
///
///     EIT_q = min over p != q of min( D_pq, E_pq(min(W_p, EIT_p)) )
///
/// bounds what arrives at q after the messages that are on their way now: an arrival at q ends a
/// chain of causes, whose last part on another rank p began with an event in p's queue (D_pq), with
/// a message that is on its way to p (not before W_p), or with one that reaches p later (not before
/// EIT_p). It has a unique solution, the earliest arrivals in the graph of ranks, because every
/// E_pq is nondecreasing and E_pq(t) > t.
///
/// With N_p the first event in p's queue, D_pq = E_pq(N_p) will do. Searched in the graph of p's
/// processes (OutgoingReach) it is later, as not every process has a channel to q, and the rounds
/// are fewer. Since D_pq >= N_p + the least delay, the event that comes first of all, and what
/// follows within the least delay, are handled in every round.
///
/// Promises enter as one number a pair, so that they need not be sent channel by channel. Let b_p
/// be a time before which p handles nothing more, known to p alone, and P_c <= departure the
/// promise of channel c. Then for every t >= b_p the exact bound obeys
///
///     min_c A_c(max(t, P_c)) >= max( min_c A_c(t), min_c A_c(max(b_p, P_c)) ) = max(A_pq(t), B_pq)
///
/// as each A_c is nondecreasing. p evaluates B_pq; everybody evaluates A_pq, and uses
/// E_pq(t) = max(A_pq(t), B_pq), which is nondecreasing and above t again.
class Lookahead {
 public:
  /// A_pq at [p * ranks + q].
  Lookahead(std::vector<ArrivalEnvelope> envelopes, int ranks);
  /// A_pq(t): earliest arrival over any channel between two ranks, promises left aside.
  [[nodiscard]] Time earliest_arrival(int from, int to, Time t) const;
  /// Times of all pairs of ranks, in nanoseconds; lives elsewhere.
  struct PairTimes {
    const std::int64_t* first;
    std::size_t stride;      ///< from a rank p to the next one
    std::size_t clocks = 1;  ///< where a rank has several (Kernel::Impl::Clock): p and q are these
    std::size_t between = 0; ///< from a rank's first clock to its next one
    [[nodiscard]] Time operator()(std::size_t p, std::size_t q) const {
      const std::size_t at = clocks == 1 ? p * stride : p / clocks * stride + p % clocks * between;
      return Time{Duration{first[at + q]}};
    }
  };
  /// EIT of a rank q. `on_the_way` has W_p and `caused` the least D_pq of any p != q, both by
  /// rank; `promised` is B_pq, kStart where p promises nothing.
  [[nodiscard]] Time earliest_input(int rank, std::span<const Time> on_the_way,
                                    std::span<const Time> caused, PairTimes promised) const;

 private:
  struct Link {
    std::size_t to;
    mutable ArrivalEnvelope::Cursor cursor;
    ArrivalEnvelope envelope;
  };
  std::vector<std::vector<Link>> links_; ///< by rank; only where there are channels, by receiver
};

} // namespace urker::des
