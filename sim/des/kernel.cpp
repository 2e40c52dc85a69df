#include "des/kernel.hpp"

#include "des/event_queue.hpp"
#include "des/exchange.hpp"
#include "des/lookahead.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace urker::des {

namespace {

/// Events that a process handled, by kind.
struct EventCountRow {
  static constexpr TableInfo kTable{"events", "Events handled by a process, by kind", 2};
  std::string process;
  std::int64_t kind = 0;
  std::int64_t count = 0;
  void columns(ColumnVisitor& v) const {
    v.text("process", process, "Name of the process");
    v.integer("kind", kind, "1", "Kind of event, as its process numbers it");
    v.integer("count", count, "1", "Events handled");
  }
};

std::string text(Time t) {
  if (t == kNever) {
    return "never";
  }
  const std::int64_t nanoseconds = t.time_since_epoch().count();
  return fmt::format("{}.{:09} s", nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000);
}

void check_order(std::span<const ProcessEntry> entries, int rank, int ranks) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const ProcessEntry& entry = entries[i];
    require(i == 0 || entries[i - 1].name < entry.name,
            "the processes' names are not sorted and unique");
    require(entry.rank >= 0 && entry.rank < ranks, "a process is on a rank that does not exist");
    require((entry.rank == rank) == (entry.process != nullptr),
            "a process is not exactly on the rank that owns it");
  }
}

void check_channel(const Channel& channel, std::span<const ProcessEntry> entries) {
  require(channel.from < entries.size() && channel.to < entries.size(),
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
                      entries[channel.from].name, entries[channel.to].name, text(window.open)));
    }
    previous = &window;
  }
}

} // namespace

class Kernel::Impl {
 public:
  Impl(MPI_Comm communicator, std::vector<ProcessEntry> entries, std::vector<Channel> channels,
       RowSink& rows);
  RunStatistics run(Time end);

 private:
  struct Local {
    ProcessId id;
    Process* process;
    std::span<PromisedChannel> outgoing;              ///< by receiver
    std::uint64_t next_number = 0;                    ///< of what it sends and schedules
    std::map<std::uint32_t, std::uint64_t> handled{}; ///< by kind
  };
  class HandlerContext;

  [[nodiscard]] const std::string& name(ProcessId id) const { return entries_[id].name; }
  [[nodiscard]] std::size_t rank_of(ProcessId id) const {
    return static_cast<std::size_t>(entries_[id].rank);
  }
  [[nodiscard]] bool is_local(ProcessId id) const { return entries_[id].rank == exchange_.rank(); }
  [[nodiscard]] Local& local(ProcessId id) { return locals_[local_of_[id]]; }
  [[nodiscard]] PromisedChannel& channel_to(const Local& sender, ProcessId receiver,
                                            Time now) const;
  [[noreturn]] void reject(const char* act, ProcessId sender, ProcessId receiver, Time now,
                           const std::string& reason) const;
  void check_send(const PromisedChannel& promised, Time now, Time departure, Time arrival) const;
  void post(Event message);
  void deliver(Time safe_until);
  [[nodiscard]] std::vector<Time> promised_row(Time bound) const;
  void handle_until(Time safe_until);
  void finish(Time end);

  std::vector<ProcessEntry> entries_;
  RowSink& rows_;
  Exchange exchange_;
  std::vector<Channel> channels_; ///< by sender and receiver
  Lookahead lookahead_;
  std::vector<PromisedChannel> outgoing_; ///< of the local processes, by sender and receiver
  struct RankChannels {
    std::vector<const PromisedChannel*> channels; ///< from here to a process of that rank
    bool promised = false;                        ///< anything over any of them
  };
  std::vector<RankChannels> to_rank_;
  std::vector<Local> locals_;         ///< by id
  std::vector<std::size_t> local_of_; ///< position in locals_ by id
  EventQueue queue_;
  bool ended_ = false;
  std::uint64_t events_ = 0;
};

/// The kernel as the process sees it while it handles one event.
class Kernel::Impl::HandlerContext final : public Context {
 public:
  HandlerContext(Impl& kernel, Local& local, Time now)
      : kernel_(kernel), local_(local), now_(now) {}
  [[nodiscard]] Time now() const override { return now_; }
  [[nodiscard]] ProcessId self() const override { return local_.id; }
  [[nodiscard]] RowSink& rows() override { return kernel_.rows_; }

  std::uint64_t schedule(Time at, std::uint32_t kind, Bytes payload) override {
    if (at < now_) {
      kernel_.reject("schedule an event", local_.id, local_.id, now_,
                     fmt::format("{} is past", text(at)));
    }
    const std::uint64_t number = local_.next_number++;
    kernel_.queue_.push({{at, local_.id, kind, local_.id, number}, std::move(payload)});
    return number;
  }

  void send(ProcessId receiver, Time departure, Time arrival, std::uint32_t kind,
            Bytes payload) override {
    const PromisedChannel& promised = kernel_.channel_to(local_, receiver, now_);
    kernel_.check_send(promised, now_, departure, arrival);
    kernel_.post({{arrival, receiver, kind, local_.id, local_.next_number++}, std::move(payload)});
  }

  void promise(ProcessId receiver, Time not_before) override {
    PromisedChannel& promised = kernel_.channel_to(local_, receiver, now_);
    if (not_before < promised.not_before) {
      kernel_.reject(
          "promise", local_.id, receiver, now_,
          fmt::format("it takes {} back to {}", text(promised.not_before), text(not_before)));
    }
    promised.not_before = not_before;
    kernel_.to_rank_[kernel_.rank_of(receiver)].promised = true;
  }

 private:
  Impl& kernel_;
  Local& local_;
  Time now_;
};

namespace {

std::vector<int> ranks_of(std::span<const ProcessEntry> entries) {
  std::vector<int> ranks;
  ranks.reserve(entries.size());
  for (const ProcessEntry& entry : entries) {
    ranks.push_back(entry.rank);
  }
  return ranks;
}

/// Refuses what Lookahead could not be built from, before it is.
std::vector<Channel> checked(std::vector<Channel> channels, std::span<const ProcessEntry> entries,
                             const Exchange& exchange) {
  check_order(entries, exchange.rank(), exchange.ranks());
  for (const Channel& channel : channels) {
    check_channel(channel, entries);
  }
  std::sort(channels.begin(), channels.end(), [](const Channel& a, const Channel& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  });
  for (std::size_t i = 1; i < channels.size(); ++i) {
    require(channels[i - 1].from != channels[i].from || channels[i - 1].to != channels[i].to,
            "two channels lead from one process to another");
  }
  return channels;
}

} // namespace

Kernel::Impl::Impl(MPI_Comm communicator, std::vector<ProcessEntry> entries,
                   std::vector<Channel> channels, RowSink& rows)
    : entries_(std::move(entries)), rows_(rows), exchange_(communicator),
      channels_(checked(std::move(channels), entries_, exchange_)),
      lookahead_(channels_, ranks_of(entries_), exchange_.ranks()),
      to_rank_(static_cast<std::size_t>(exchange_.ranks())), local_of_(entries_.size(), 0) {
  for (const Channel& channel : channels_) {
    if (is_local(channel.from)) {
      outgoing_.emplace_back(channel);
    }
  }
  for (const PromisedChannel& promised : outgoing_) {
    if (!is_local(promised.receiver)) {
      to_rank_[rank_of(promised.receiver)].channels.push_back(&promised);
    }
  }
  std::size_t first = 0; // of outgoing_, which is sorted as locals_ is
  for (ProcessId id = 0; id < entries_.size(); ++id) {
    if (is_local(id)) {
      std::size_t last = first;
      while (last < outgoing_.size() && outgoing_[last].channel->from == id) {
        ++last;
      }
      local_of_[id] = locals_.size();
      locals_.push_back(
          {id, entries_[id].process.get(), std::span(outgoing_).subspan(first, last - first)});
      first = last;
    }
  }
}

void Kernel::Impl::reject(const char* act, ProcessId sender, ProcessId receiver, Time now,
                          const std::string& reason) const {
  throw Error(Cause::internal, fmt::format("internal error: at {}, '{}' may not {} to '{}': {}",
                                           text(now), name(sender), act, name(receiver), reason));
}

PromisedChannel& Kernel::Impl::channel_to(const Local& sender, ProcessId receiver, Time now) const {
  require(receiver < entries_.size(), "a message to a process that does not exist");
  const auto found = std::partition_point(
      sender.outgoing.begin(), sender.outgoing.end(),
      [receiver](const PromisedChannel& promised) { return promised.receiver < receiver; });
  if (found == sender.outgoing.end() || found->receiver != receiver) {
    reject("send", sender.id, receiver, now, "no channel leads there");
  }
  return *found;
}

void Kernel::Impl::check_send(const PromisedChannel& promised, Time now, Time departure,
                              Time arrival) const {
  const Channel& channel = *promised.channel;
  const auto check = [&](bool allowed, auto&& reason) {
    if (!allowed) {
      reject("send", channel.from, channel.to, now, reason());
    }
  };
  check(!ended_, [] { return std::string("the run has ended"); });
  check(departure >= now,
        [&] { return fmt::format("the departure at {} is past", text(departure)); });
  check(departure >= promised.not_before, [&] {
    return fmt::format("the departure at {} breaks the promise not to send before {}",
                       text(departure), text(promised.not_before));
  });
  const ChannelWindow* window = channel.open_at(departure);
  check(window != nullptr,
        [&] { return fmt::format("the channel is closed at the departure, {}", text(departure)); });
  check(arrival >= saturated_sum(departure, window->least_delay), [&] {
    return fmt::format("what departs at {} cannot arrive at {}: the least delay is {}",
                       text(departure), text(arrival), text(kStart + window->least_delay));
  });
}

void Kernel::Impl::post(Event message) {
  if (is_local(message.key.receiver)) {
    queue_.push(std::move(message));
  } else {
    exchange_.post(static_cast<int>(rank_of(message.key.receiver)), message);
  }
}

void Kernel::Impl::deliver(Time safe_until) {
  for (Event& message : exchange_.deliver()) {
    const EventKey& key = message.key;
    if (key.time < safe_until) {
      throw Error(Cause::internal,
                  fmt::format("internal error: a message from '{}' to '{}' at {} is late: events "
                              "before {} have been handled",
                              name(key.sender), name(key.receiver), text(key.time),
                              text(safe_until)));
    }
    queue_.push(std::move(message));
  }
}

std::vector<Time> Kernel::Impl::promised_row(Time bound) const {
  std::vector<Time> row(to_rank_.size(), kStart);
  for (std::size_t q = 0; q < row.size(); ++q) {
    if (to_rank_[q].promised) {
      row[q] = kNever;
      for (const PromisedChannel* channel : to_rank_[q].channels) {
        row[q] = std::min(row[q], channel->earliest_arrival(bound));
      }
    }
  }
  return row;
}

void Kernel::Impl::handle_until(Time safe_until) {
  while (queue_.next_time() < safe_until) {
    const Event event = queue_.pop();
    Local& receiver = local(event.key.receiver);
    HandlerContext context(*this, receiver, event.key.time);
    receiver.process->handle(event, context);
    ++receiver.handled[event.key.kind];
    ++events_;
  }
}

void Kernel::Impl::finish(Time end) {
  ended_ = true;
  while (!queue_.empty()) {
    const Event event = queue_.pop();
    if (event.key.sender != event.key.receiver) {
      Local& receiver = local(event.key.receiver);
      HandlerContext context(*this, receiver, end);
      receiver.process->undelivered(event, context);
    }
  }
  rows_.declare<EventCountRow>();
  for (Local& finished : locals_) {
    HandlerContext context(*this, finished, end);
    finished.process->finish(context);
    for (const auto& [kind, count] : finished.handled) {
      rows_.emit(EventCountRow{name(finished.id), kind, static_cast<std::int64_t>(count)});
    }
  }
}

RunStatistics Kernel::Impl::run(Time end) {
  require(!ended_, "a kernel runs once");
  for (Local& started : locals_) {
    HandlerContext context(*this, started, kStart);
    started.process->start(context);
  }
  RunStatistics statistics;
  // Everything before this has been handled here, and nothing can arrive before it. It only grows.
  Time safe_until = kStart;
  for (;;) {
    const Announcements all = exchange_.announce(queue_.next_time(), promised_row(safe_until));
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
  finish(end);
  statistics.events = events_;
  statistics.messages_sent = exchange_.messages_sent();
  statistics.bytes_sent = exchange_.bytes_sent();
  return statistics;
}

Kernel::Kernel(MPI_Comm communicator, std::vector<ProcessEntry> processes,
               std::vector<Channel> channels, RowSink& rows)
    : impl_(std::make_unique<Impl>(communicator, std::move(processes), std::move(channels), rows)) {
}

Kernel::~Kernel() = default;

RunStatistics Kernel::run(Time end) {
  return impl_->run(end);
}

} // namespace urker::des
