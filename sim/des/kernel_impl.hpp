#pragma once

#include "des/event_counts.hpp"
#include "des/exchange.hpp"
#include "des/kernel.hpp"
#include "des/lookahead.hpp"
#include "des/outgoing_channels.hpp"
#include "des/outgoing_reach.hpp"
#include "des/payload_pool.hpp"
#include "des/working_ranks.hpp"

#include <array>
#include <chrono>

// Private to this folder.
namespace urker::des {

using WallClock = std::chrono::steady_clock;

class Kernel::Impl final : public Context {
 public:
  Impl(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
       KernelOptions options);
  void start();
  void restore(Time at, std::span<const ProcessImage> own);
  Halt advance(Time until, const Watch& watch);
  [[nodiscard]] Progress progress() const { return progress_; }
  std::vector<ProcessImage> save();
  void inject(ProcessId own, std::uint32_t kind, Payload payload);
  void set_channels(ChannelSet channels);
  void repartition(std::vector<int> ranks,
                   const std::function<std::unique_ptr<Process>(ProcessId)>& make,
                   ChannelSet channels);
  std::vector<double> take_costs_s();
  RunStatistics finish(Time end);

  // For the process that handles an event.
  [[nodiscard]] Time now() const override { return now_; }
  [[nodiscard]] ProcessId self() const override { return active_->id; }
  [[nodiscard]] RowSink& rows() override { return rows_; }
  std::uint64_t schedule(Time at, std::uint32_t kind, Payload payload) override;
  void send(ProcessId receiver, Time departure, Time arrival, std::uint32_t kind,
            Payload payload) override;
  void promise(ProcessId receiver, Time not_before) override;

 private:
  struct Local {
    Process* process;
    ProcessId id;
    std::uint32_t next_number = 0; ///< of what it sends and schedules
    OutgoingChannels::Range outgoing;
  };
  using Pending = ProcessContents::Pending;

  /// What Lookahead calls a rank: some of the processes of this one, which go on by themselves as
  /// far as is safe for them. Slow processes have a clock of their own, where there are other
  /// ranks: so those on this rank need not wait for what only the slow ones have to wait for.
  struct Clock {
    OutgoingChannels outgoing; ///< of its processes
    OutgoingReach reach;       ///< of these
    EventQueue queue{QueueKind::bucket};
    std::vector<Time> promised, caused;
    /// Everything before this has been handled here, and nothing can arrive before it.
    Time reached = kStart;
    Time safe_until = kStart; ///< in this round
  };

  [[nodiscard]] std::string name(ProcessId id) const { return processes_.name(id); }
  [[nodiscard]] bool is_local(ProcessId id) const { return processes_.ranks[id] == rank_; }
  /// The channel to `receiver`, or nullptr where `otherwise` holds.
  [[nodiscard]] PromisedChannel* channel_to(ProcessId receiver);
  [[nodiscard]] OutgoingChannels& active_outgoing() { return clock_of(active_->id).outgoing; }
  [[noreturn]] void reject(const char* act, ProcessId receiver, const std::string& reason) const;
  void check_send(ProcessId receiver, const PromisedChannel* promised, Time departure,
                  Time arrival) const;
  [[nodiscard]] EventRecord record(Time time, ProcessId receiver, std::uint32_t kind);
  void activate(Local& local, Time now) {
    active_ = &local;
    now_ = now;
  }
  void choose_working();
  /// Of all clocks on all ranks, the one that a process goes by.
  [[nodiscard]] int clock_number(ProcessId id) const {
    return processes_.ranks[id] * clocks_ + (clocks_ > 1 && options_.slow(id) ? 1 : 0);
  }
  /// Of one on this rank.
  [[nodiscard]] Clock& clock_of(ProcessId id) {
    return own_[static_cast<std::size_t>(clock_numbers_[id] - rank_ * clocks_)];
  }
  [[nodiscard]] std::span<Clock> clocks() {
    return {own_.data(), static_cast<std::size_t>(clocks_)};
  }
  void reset_clocks(Time at);
  void play(Halt& halt, const Watch& watch);
  void seat();
  void connect(ChannelSet channels);
  void put(const EventRecord& bare, Payload payload);
  void take(const EventRecord& event, Payload payload);
  void look_ahead(std::uint64_t events);
  void find_caused(Clock& clock, std::size_t number, std::uint64_t events);
  void handle_safe(const Watch& watch);
  struct Next {
    Clock* clock = nullptr;
    const EventRecord* event = nullptr;
  };
  [[nodiscard]] Next next();
  [[nodiscard]] bool has_to_wait(const EventRecord& next) const;
  void handle(const EventRecord& event, const EventQueue& queue);
  [[nodiscard]] std::vector<std::vector<Pending>> pending();
  [[nodiscard]] std::vector<ProcessContents> contents();
  [[nodiscard]] ProcessImage image_of(const Local& local, const ProcessContents& contents) const;
  void take_up(ProcessId id, const ProcessContents& contents);
  void take_up(const ProcessImage& image);

  MPI_Comm communicator_; ///< of all ranks
  int rank_;
  KernelOptions options_;
  ProcessSet processes_;
  RowSink& rows_;
  WorkingRanks working_;
  Exchange exchange_; ///< between those that work
  Lookahead lookahead_;
  Duration otherwise_{0}; ///< of the channels
  int clocks_ = 1;        ///< of each rank
  std::array<Clock, 2> own_;
  std::vector<int> clock_numbers_;      ///< by id
  std::vector<Local> locals_;           ///< by id
  std::vector<std::uint32_t> local_of_; ///< position in locals_ by id
  PayloadPool payloads_;
  EventCounts counts_{0};
  std::vector<char> slow_;      ///< by local; empty unless KernelOptions::slow tells
  std::vector<double> costs_s_; ///< by local; empty unless measured
  Local* active_ = nullptr;     ///< the process at work
  Time now_ = kStart;
  Time stands_at_ = kStart;      ///< between two parts of a run
  Time handled_before_ = kStart; ///< just after the last event handled
  Time others_at_ = kStart;      ///< least next event of the other ranks when the round began
  bool ended_ = false;
  std::uint64_t events_ = 0;
  Duration handling_{0}; ///< wall time that this rank did not wait
  Progress progress_;
  std::uint64_t events_of_sleepers_ = 0; ///< that they handled when they did not sleep
  Duration handling_of_sleepers_{0};
  RunStatistics statistics_;
};

} // namespace urker::des
