#pragma once

#include "des/event_counts.hpp"
#include "des/exchange.hpp"
#include "des/kernel.hpp"
#include "des/lookahead.hpp"
#include "des/outgoing_channels.hpp"
#include "des/outgoing_reach.hpp"
#include "des/payload_pool.hpp"
#include "des/working_ranks.hpp"

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

  [[nodiscard]] std::string name(ProcessId id) const { return processes_.name(id); }
  [[nodiscard]] bool is_local(ProcessId id) const { return processes_.ranks[id] == rank_; }
  /// The channel to `receiver`, or nullptr where `otherwise` holds.
  [[nodiscard]] PromisedChannel* channel_to(ProcessId receiver);
  [[noreturn]] void reject(const char* act, ProcessId receiver, const std::string& reason) const;
  void check_send(ProcessId receiver, const PromisedChannel* promised, Time departure,
                  Time arrival) const;
  [[nodiscard]] EventRecord record(Time time, ProcessId receiver, std::uint32_t kind);
  void activate(Local& local, Time now) {
    active_ = &local;
    now_ = now;
  }
  void choose_working();
  void play(Halt& halt, const Watch& watch);
  void seat();
  void connect(ChannelSet channels);
  void put(const EventRecord& bare, Payload payload);
  void take(const EventRecord& event, Payload payload);
  [[nodiscard]] const std::vector<Time>& caused_row(std::span<const Time> promised,
                                                    std::uint64_t events);
  void handle_until(Time safe_until, const Watch& watch);
  [[nodiscard]] bool may_go_on(const EventRecord& next, std::uint64_t handled,
                               WallClock::time_point began) const;
  void handle(const EventRecord& event);
  [[nodiscard]] std::vector<std::vector<Pending>> pending();
  void load(const ProcessImage& image, bool with_state);

  MPI_Comm communicator_; ///< of all ranks
  int rank_;
  KernelOptions options_;
  ProcessSet processes_;
  RowSink& rows_;
  WorkingRanks working_;
  Exchange exchange_; ///< between those that work
  OutgoingChannels outgoing_;
  Lookahead lookahead_;
  OutgoingReach reach_; ///< of outgoing_
  std::vector<Time> caused_;
  std::vector<Local> locals_;           ///< by id
  std::vector<std::uint32_t> local_of_; ///< position in locals_ by id
  EventQueue queue_;
  PayloadPool payloads_;
  EventCounts counts_{0};
  std::vector<char> slow_;      ///< by local; empty unless KernelOptions::slow tells
  std::vector<double> costs_s_; ///< by local; empty unless measured
  Local* active_ = nullptr;     ///< the process at work
  Time now_ = kStart;
  /// Everything before this has been handled here, and nothing can arrive before it.
  Time reached_ = kStart;
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
