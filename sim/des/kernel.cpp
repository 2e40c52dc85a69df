#include "des/kernel.hpp"

#include "des/event_counts.hpp"
#include "des/exchange.hpp"
#include "des/lookahead.hpp"
#include "des/payload_pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace urker::des {

namespace {

std::string text(Time t) {
  if (t == kNever) {
    return "never";
  }
  const std::int64_t nanoseconds = t.time_since_epoch().count();
  return fmt::format("{}.{:09} s", nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000);
}

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

void check_channel(const Channel& channel, const ProcessSet& processes) {
  require(channel.from < processes.ranks.size() && channel.to < processes.ranks.size(),
          "a channel leads to a process that does not exist");
  require(channel.from != channel.to, "a channel leads from a process to itself");
  const ChannelWindow* previous = nullptr;
  for (const ChannelWindow& window : channel.windows) {
    require(window.open <= window.close && (!previous || previous->close < window.open),
            "a channel's windows are not sorted and disjoint");
    if (window.least_delay <= Duration::zero()) {
      throw Error(
          Cause::invalid_input,
          fmt::format("the link from '{}' to '{}' has no delay at {}: without one, the order "
                      "of cause and effect between them is undefined",
                      processes.name(channel.from), processes.name(channel.to), text(window.open)));
    }
    previous = &window;
  }
}

/// Refuses what Lookahead could not be built from, before it is; sorts by sender and receiver.
ChannelSet checked(ChannelSet all, const ProcessSet& processes, const Exchange& exchange) {
  check_processes(processes, exchange.rank(), exchange.ranks());
  auto& channels = all.channels;
  for (const Channel& channel : channels) {
    check_channel(channel, processes);
  }
  std::sort(channels.begin(), channels.end(), [](const Channel& a, const Channel& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  });
  for (std::size_t i = 1; i < channels.size(); ++i) {
    require(channels[i - 1].from != channels[i].from || channels[i - 1].to != channels[i].to,
            "two channels lead from one process to another");
  }
  return all;
}

} // namespace

class Kernel::Impl final : public Context {
 public:
  Impl(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
       QueueKind queue);
  RunStatistics run(Time end);

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
    std::uint32_t next_number = 0;    ///< of what it sends and schedules
    std::uint32_t first_outgoing = 0; ///< of its channels in outgoing_, sorted by receiver
    std::uint32_t last_outgoing = 0;
  };

  [[nodiscard]] std::string name(ProcessId id) const { return processes_.name(id); }
  [[nodiscard]] std::size_t rank_of(ProcessId id) const {
    return static_cast<std::size_t>(processes_.ranks[id]);
  }
  [[nodiscard]] bool is_local(ProcessId id) const {
    return processes_.ranks[id] == exchange_.rank();
  }
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
  void deliver(Time safe_until);
  [[nodiscard]] std::vector<Time> promised_row(Time bound) const;
  void handle_until(Time safe_until);
  void fetch_ahead() const;
  void finish(Time end);

  ProcessSet processes_;
  RowSink& rows_;
  Exchange exchange_;
  ChannelSet channels_; ///< by sender and receiver
  Lookahead lookahead_;
  std::vector<PromisedChannel> outgoing_; ///< of the local processes, by sender and receiver
  struct RankChannels {
    std::vector<const PromisedChannel*> channels; ///< from here to a process of that rank
    bool promised = false;                        ///< anything over any of them
  };
  std::vector<RankChannels> to_rank_;
  std::vector<Local> locals_;           ///< by id
  std::vector<std::uint32_t> local_of_; ///< position in locals_ by id
  EventQueue queue_;
  PayloadPool payloads_;
  EventCounts counts_;
  Local* active_ = nullptr; ///< the process at work
  Time now_ = kStart;
  bool ended_ = false;
  std::uint64_t events_ = 0;
};

Kernel::Impl::Impl(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
                   QueueKind queue)
    : processes_(std::move(processes)), rows_(rows), exchange_(communicator),
      channels_(checked(std::move(channels), processes_, exchange_)),
      lookahead_(channels_, processes_.ranks, exchange_.ranks()),
      to_rank_(static_cast<std::size_t>(exchange_.ranks())), local_of_(processes_.ranks.size(), 0),
      queue_(queue), counts_(processes_.own.size()) {
  for (const Channel& channel : channels_.channels) {
    if (is_local(channel.from)) {
      outgoing_.emplace_back(channel);
    }
  }
  for (const PromisedChannel& promised : outgoing_) {
    if (!is_local(promised.receiver)) {
      to_rank_[rank_of(promised.receiver)].channels.push_back(&promised);
    }
  }
  std::uint32_t first = 0; // of outgoing_, which is sorted as locals_ is
  for (ProcessId id = 0; id < processes_.ranks.size(); ++id) {
    if (is_local(id)) {
      std::uint32_t last = first;
      while (last < outgoing_.size() && outgoing_[last].channel->from == id) {
        ++last;
      }
      local_of_[id] = static_cast<std::uint32_t>(locals_.size());
      locals_.push_back({processes_.own[locals_.size()].get(), id, 0, first, last});
      first = last;
    }
  }
}

EventRecord Kernel::Impl::record(Time time, ProcessId receiver, std::uint32_t kind) {
  constexpr std::uint32_t kKinds = 1U << 28;
  require(kind < kKinds, "a kind of event is numbered above 2^28");
  require(active_->next_number < UINT32_MAX, "a process sent more than 2^32 events");
  return EventRecord::of({time, receiver, kind, active_->id, active_->next_number++});
}

std::uint64_t Kernel::Impl::schedule(Time at, std::uint32_t kind, Payload payload) {
  if (at < now_) {
    reject("schedule an event", active_->id, fmt::format("{} is past", text(at)));
  }
  EventRecord event = record(at, active_->id, kind);
  payloads_.store(event, payload);
  queue_.push(event);
  return event.key().number;
}

void Kernel::Impl::send(ProcessId receiver, Time departure, Time arrival, std::uint32_t kind,
                        Payload payload) {
  check_send(receiver, channel_to(receiver), departure, arrival);
  EventRecord event = record(arrival, receiver, kind);
  if (is_local(receiver)) {
    payloads_.store(event, payload);
    queue_.push(event);
  } else {
    exchange_.post(static_cast<int>(rank_of(receiver)), event, payload);
  }
}

void Kernel::Impl::promise(ProcessId receiver, Time not_before) {
  PromisedChannel* const promised = channel_to(receiver);
  if (promised == nullptr) {
    reject("promise", receiver, "no channel leads there");
  }
  if (not_before < promised->not_before) {
    reject("promise", receiver,
           fmt::format("it takes {} back to {}", text(promised->not_before), text(not_before)));
  }
  promised->not_before = not_before;
  to_rank_[rank_of(receiver)].promised = true;
}

void Kernel::Impl::reject(const char* act, ProcessId receiver, const std::string& reason) const {
  throw Error(Cause::internal,
              fmt::format("internal error: at {}, '{}' may not {} to '{}': {}", text(now_),
                          name(active_->id), act, name(receiver), reason));
}

PromisedChannel* Kernel::Impl::channel_to(ProcessId receiver) {
  require(receiver < processes_.ranks.size(), "a message to a process that does not exist");
  PromisedChannel* const first = outgoing_.data() + active_->first_outgoing;
  PromisedChannel* const last = outgoing_.data() + active_->last_outgoing;
  PromisedChannel* const found =
      std::partition_point(first, last, [receiver](const PromisedChannel& promised) {
        return promised.receiver < receiver;
      });
  if (found != last && found->receiver == receiver) {
    return found;
  }
  if (channels_.otherwise <= Duration::zero() || receiver == active_->id) {
    reject("send", receiver, "no channel leads there");
  }
  return nullptr;
}

void Kernel::Impl::check_send(ProcessId receiver, const PromisedChannel* promised, Time departure,
                              Time arrival) const {
  const auto check = [&](bool allowed, auto&& reason) {
    if (!allowed) {
      reject("send", receiver, reason());
    }
  };
  check(!ended_, [] { return std::string("the run has ended"); });
  check(departure >= now_,
        [&] { return fmt::format("the departure at {} is past", text(departure)); });
  Duration least_delay = channels_.otherwise;
  if (promised != nullptr) {
    check(departure >= promised->not_before, [&] {
      return fmt::format("the departure at {} breaks the promise not to send before {}",
                         text(departure), text(promised->not_before));
    });
    const ChannelWindow* window = promised->channel->open_at(departure);
    check(window != nullptr, [&] {
      return fmt::format("the channel is closed at the departure, {}", text(departure));
    });
    least_delay = window->least_delay;
  }
  check(arrival >= saturated_sum(departure, least_delay), [&] {
    return fmt::format("what departs at {} cannot arrive at {}: the least delay is {}",
                       text(departure), text(arrival), text(kStart + least_delay));
  });
}

void Kernel::Impl::deliver(Time safe_until) {
  exchange_.deliver([&](EventRecord event, Payload payload) {
    if (event.time() < safe_until) {
      const EventKey key = event.key();
      throw Error(Cause::internal,
                  fmt::format("internal error: a message from '{}' to '{}' at {} is late: events "
                              "before {} have been handled",
                              name(key.sender), name(key.receiver), text(key.time),
                              text(safe_until)));
    }
    payloads_.store(event, payload);
    queue_.push(event);
  });
}

std::vector<Time> Kernel::Impl::promised_row(Time bound) const {
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

/// The memory of processes whose turn comes soon: with many of them every event misses the cache.
void Kernel::Impl::fetch_ahead() const {
  if (const EventRecord* next = queue_.ahead(12)) {
    __builtin_prefetch(&locals_[local_of_[next->receiver()]]);
  }
  if (const EventRecord* next = queue_.ahead(6)) {
    __builtin_prefetch(locals_[local_of_[next->receiver()]].process);
  }
}

void Kernel::Impl::handle_until(Time safe_until) {
  const std::int64_t until_ns = safe_until.time_since_epoch().count();
  for (const EventRecord* next = queue_.front(); next != nullptr && next->time_ns < until_ns;
       next = queue_.front()) {
    const EventRecord event = *next;
    queue_.pop();
    fetch_ahead();
    const std::uint32_t index = local_of_[event.receiver()];
    Local& receiver = locals_[index];
    activate(receiver, event.time());
    const EventKey key = event.key();
    receiver.process->handle({key, payloads_.of(event)}, *this);
    payloads_.release(event);
    counts_.add(index, key.kind);
    ++events_;
  }
}

void Kernel::Impl::finish(Time end) {
  ended_ = true;
  for (const EventRecord* next = queue_.front(); next != nullptr; next = queue_.front()) {
    const EventRecord event = *next;
    queue_.pop();
    const EventKey key = event.key();
    if (key.sender != key.receiver) {
      Local& receiver = locals_[local_of_[key.receiver]];
      activate(receiver, end);
      receiver.process->undelivered({key, payloads_.of(event)}, *this);
    }
    payloads_.release(event);
  }
  rows_.declare<EventCountRow>();
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    activate(locals_[i], end);
    locals_[i].process->finish(*this);
    for (std::uint32_t kind = 0; kind < counts_.kinds(); ++kind) {
      if (const std::uint64_t count = counts_.of(i, kind); count > 0) {
        rows_.emit(EventCountRow{name(locals_[i].id), kind, static_cast<std::int64_t>(count)});
      }
    }
  }
}

RunStatistics Kernel::Impl::run(Time end) {
  require(!ended_, "a kernel runs once");
  for (Local& started : locals_) {
    activate(started, kStart);
    started.process->start(*this);
  }
  RunStatistics statistics;
  exchange_.wait_for_all();
  const auto began = std::chrono::steady_clock::now();
  // Everything before this has been handled here, and nothing can arrive before it. It only grows.
  Time safe_until = kStart;
  for (;;) {
    const Announcements& all = exchange_.announce(queue_.next_time(), promised_row(safe_until));
    deliver(safe_until);
    if (std::all_of(all.next_event.begin(), all.next_event.end(),
                    [end](Time next) { return next >= end; })) {
      break;
    }
    ++statistics.rounds;
    safe_until = lookahead_.earliest_inputs(
        all.next_event, all.promised)[static_cast<std::size_t>(exchange_.rank())];
    handle_until(std::min(safe_until, end));
  }
  exchange_.wait_for_all();
  statistics.events_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  finish(end);
  statistics.events = events_;
  statistics.messages_sent = exchange_.messages_sent();
  statistics.bytes_sent = exchange_.bytes_sent();
  return statistics;
}

Kernel::Kernel(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
               QueueKind queue)
    : impl_(std::make_unique<Impl>(communicator, std::move(processes), std::move(channels), rows,
                                   queue)) {}

Kernel::~Kernel() = default;
Kernel::Kernel(Kernel&&) noexcept = default;
Kernel& Kernel::operator=(Kernel&&) noexcept = default;

RunStatistics Kernel::run(Time end) {
  return impl_->run(end);
}

} // namespace urker::des
