#pragma once

#include "des/event_record.hpp"
#include "des/lookahead.hpp"
#include "des/self_check.hpp"

#include <mpi.h>

#include <functional>
#include <span>
#include <vector>

namespace urker::des {

/// What a rank tells of one of its clocks. A clock is what Lookahead calls a rank; a rank of MPI
/// has one or, where it keeps its slow processes apart, more: p's are p * clocks and those that
/// follow.
struct ClockNews {
  Time next_event = kNever;       ///< that it has, without messages on their way to it
  std::span<const Time> caused;   ///< D_pq of this clock p, by clock q, see Lookahead
  std::span<const Time> promised; ///< B_pq, likewise
};

/// What a rank tells of itself at the beginning of a round.
struct Announcement {
  std::span<const ClockNews> clocks;    ///< all of its own
  Time handled_before = kStart;         ///< after all that it has handled
  int wish = 0;                         ///< of its watch
  std::uint64_t events = 0;             ///< handled
  Duration handling = Duration::zero(); ///< wall time that it did not wait
};

/// What every rank knows of all ranks then.
struct Announcements {
  Time next_event = kNever;     ///< of any rank, messages on their way included
  Time next_of_others = kNever; ///< likewise, of any rank but this one
  std::vector<Time> on_the_way; ///< by clock: the first message that is on its way to it
  std::vector<Time> caused;     ///< by clock q: the least D_pq
  Lookahead::PairTimes promised{nullptr, 0}; ///< B_pq
  Time handled_before = kStart;              ///< the latest
  int wish = 0;                              ///< the greatest
  std::uint64_t events = 0;                  ///< the sum
  Duration handling = Duration::zero();      ///< the sum
};

/// Moves messages between ranks in batches: one collective call a round tells everybody who sends
/// how much to whom and when the first of it arrives, so that afterwards only pairs with something
/// to say exchange a message, of known length, and nobody asks. The announcement is 4 P + 5 numbers
/// a rank with one clock each. A program of one rank makes no MPI call here.
class Exchange {
 public:
  /// `clocks` of each rank.
  explicit Exchange(MPI_Comm communicator, int clocks = 1);
  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int ranks() const { return ranks_; }
  [[nodiscard]] std::uint64_t messages_sent() const { return messages_sent_; }
  [[nodiscard]] std::uint64_t bytes_sent() const { return bytes_sent_; }

  /// Collective: returns when all ranks have come here.
  void wait_for_all() const;
  /// Puts a message into the batch for a clock of another rank.
  void post(int to_clock, const EventRecord& message, Payload payload);
  /// Collective. The answer lives until the next call.
  [[nodiscard]] const Announcements& announce(const Announcement& own);
  /// Takes a message, whose record does not have its payload.
  using Take = std::function<void(const EventRecord& message, Payload payload)>;
  /// Collective, after `announce`: the batches that were announced to this rank, in no particular
  /// order of their messages' keys.
  void deliver(const Take& take);
  /// The first message that is held back; kNever if none is.
  [[nodiscard]] Time first_held() const { return delayed_.first_arrival(); }
  /// After `deliver`: what it held back, and arrives before `until`. Only the self-check build
  /// holds anything back.
  void deliver_held(Time until, const Take& take);

 private:
  /// Of a row of the announcement.
  struct Layout {
    static constexpr std::size_t kOwn = 4;
    std::size_t ranks, clocks, all; ///< clocks of a rank, and of all
    std::size_t of_clock, arrivals, width;
  };
  [[nodiscard]] Layout layout() const;
  void write_row(const Announcement& own);
  void read_table(const Layout& at);
  void start_transfers();

  MPI_Comm communicator_;
  int rank_;
  int ranks_;
  int clocks_;
  std::vector<Bytes> outgoing_;           ///< batches by rank
  std::vector<Time> first_arrivals_;      ///< in them, by clock
  std::vector<std::int64_t> row_, table_; ///< of the announcement
  Announcements all_;
  std::vector<Bytes> incoming_;
  std::vector<MPI_Request> requests_;
  std::vector<std::uint64_t> incoming_bytes_; ///< by sending rank, as announced
  std::uint64_t messages_sent_ = 0;
  std::uint64_t bytes_sent_ = 0;
  DelayedMessages delayed_;
};

} // namespace urker::des
