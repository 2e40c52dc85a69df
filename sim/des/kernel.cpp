#include "des/kernel.hpp"

#include "des/kernel_impl.hpp"
#include "des/model_checks.hpp"
#include "des/mpi.hpp"
#include "des/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace urker::des {

namespace {

/// At a clock, or at what a watch wishes.
constexpr std::uint64_t kEventsBetweenLooks = 64;

double seconds_of(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

} // namespace

Kernel::Impl::Impl(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
                   KernelOptions options)
    : communicator_(communicator), rank_(rank_in(communicator)), options_(std::move(options)),
      processes_(std::move(processes)), rows_(rows), working_(communicator),
      exchange_(communicator), lookahead_({}, 0) {
  check_processes(processes_, rank_, size_of(communicator));
  for (Clock& clock : own_) {
    clock.queue = EventQueue(options_.queue);
  }
  choose_working();
  connect(std::move(channels));
  seat();
}

void Kernel::Impl::start() {
  for (Local& started : locals_) {
    activate(started, kStart);
    started.process->start(*this);
  }
}

void Kernel::Impl::take(const EventRecord& event, Payload payload) {
  const EventKey key = event.key();
  if (const Time reached = clock_of(key.receiver).reached; key.time < reached) {
    throw Error(Cause::internal,
                fmt::format("internal error: a message from '{}' to '{}' at {} is late: events "
                            "before {} have been handled",
                            name(key.sender), name(key.receiver), seconds_text(key.time),
                            seconds_text(reached)));
  }
  put(event, payload);
}

void Kernel::Impl::handle(const EventRecord& event, const EventQueue& queue) {
  // The memory of processes whose turn comes soon: with many of them every event misses the cache.
  // Not in a function of its own, which a compiler may take for one without effect.
  if (const EventRecord* next = queue.ahead(12)) {
    __builtin_prefetch(&locals_[local_of_[next->receiver()]]);
  }
  if (const EventRecord* next = queue.ahead(6)) {
    __builtin_prefetch(locals_[local_of_[next->receiver()]].process);
  }
  const std::uint32_t index = local_of_[event.receiver()];
  Local& receiver = locals_[index];
  activate(receiver, event.time());
  const EventKey key = event.key();
  if (costs_s_.empty()) {
    receiver.process->handle({key, payloads_.of(event)}, *this);
  } else {
    const auto began = WallClock::now();
    receiver.process->handle({key, payloads_.of(event)}, *this);
    costs_s_[index] += seconds_of(WallClock::now() - began);
  }
  payloads_.release(event);
  counts_.add(index, key.kind);
  ++events_;
}

/// What takes long waits until all others have come as far, since they may have such events at the
/// same instant.
bool Kernel::Impl::has_to_wait(const EventRecord& next) const {
  const EventKey key = next.key();
  if (slow_.empty() || key.sender != key.receiver || slow_[local_of_[key.receiver]] == 0) {
    return false;
  }
  const bool one_more =
      active_ != nullptr && slow_[local_of_[active_->id]] != 0 && now_ == next.time();
  return !one_more && others_at_ < next.time(); // the round is long already
}

/// The clock whose next event comes first of those that may be handled, and that event; or nullptr.
Kernel::Impl::Next Kernel::Impl::next() {
  if (clocks_ == 1) { // the quick way
    const EventRecord* event = own_[0].queue.front();
    return event == nullptr || event->time() >= own_[0].safe_until ? Next{} : Next{&own_[0], event};
  }
  Next found;
  for (Clock& clock : clocks()) {
    const EventRecord* event = clock.queue.front();
    if (event != nullptr && event->time() < clock.safe_until &&
        (found.event == nullptr || event->time() < found.event->time()) && !has_to_wait(*event)) {
      found = {&clock, event};
    }
  }
  return found;
}

/// Where ranks can run far ahead of those that wait for them, as in a pipeline, these would wait
/// for the end of long rounds: so a round ends after some time.
void Kernel::Impl::handle_safe(const Watch& watch) {
  constexpr auto kLongRound = std::chrono::milliseconds(4);
  const bool watched = static_cast<bool>(watch);
  const std::uint64_t before = events_;
  Progress progress = progress_;
  const bool alone = exchange_.ranks() == 1;
  Time latest = kStart;
  const auto began = WallClock::now();
  for (Clock& clock : clocks()) {
    clock.reached = clock.safe_until;
  }
  for (Next next = this->next(); next.event != nullptr; next = this->next()) {
    const EventRecord event = *next.event;
    const std::uint64_t handled = events_ - before;
    if (watched && handled % kEventsBetweenLooks == kEventsBetweenLooks - 1) {
      progress.events = progress_.events + handled;
      progress.now = alone ? event.time() : progress_.now;
      if (watch(progress) > 0) {
        break;
      }
    }
    if (!alone && handled > 0 && handled % kEventsBetweenLooks == 0 &&
        WallClock::now() - began >= kLongRound) {
      break;
    }
    next.clock->queue.pop();
    latest = std::max(latest, event.time());
    handle(event, next.clock->queue);
  }
  for (Clock& clock : clocks()) { // what was left
    clock.reached = std::min(clock.safe_until, clock.queue.next_time());
  }
  if (events_ > before) {
    handled_before_ = std::max(handled_before_, latest + Duration{1});
  }
}

/// What a clock promises, and what its events cause.
void Kernel::Impl::look_ahead(std::uint64_t events) {
  for (std::size_t i = 0; i < clocks().size(); ++i) {
    Clock& clock = own_[i];
    clock.promised = clock.outgoing.promised_row(clock.reached);
    find_caused(clock, static_cast<std::size_t>(rank_ * clocks_) + i, events);
  }
}

/// D_pq of Lookahead. Where any process may send to any other, one is as near as another.
void Kernel::Impl::find_caused(Clock& clock, std::size_t number, std::uint64_t events) {
  const auto bound = [&](std::size_t q, Time t) {
    return std::max(lookahead_.earliest_arrival(static_cast<int>(number), static_cast<int>(q), t),
                    clock.promised[q]);
  };
  // Much work in a round is worth some search; a round without any is worth a little.
  constexpr std::size_t kLeastBudget = 8192;
  Time first = exchange_.first_held();
  if (otherwise_ <= Duration::zero()) {
    clock.caused = clock.reach.search(clock.queue, bound, kLeastBudget + 8 * events);
  } else {
    clock.caused.assign(clock.promised.size(), kNever);
    first = std::min(first, clock.queue.next_time());
  }
  for (std::size_t q = 0; q < clock.caused.size(); ++q) {
    if (q != number && first != kNever) {
      clock.caused[q] = std::min(clock.caused[q], bound(q, first));
    }
  }
}

/// All that is behind it has been handled, or is not there.
void Kernel::Impl::reset_clocks(Time at) {
  stands_at_ = handled_before_ = at;
  for (Clock& clock : own_) {
    clock.reached = clock.safe_until = at;
  }
}

Halt Kernel::Impl::advance(Time until, const Watch& watch) {
  require(!ended_, "a kernel runs once");
  Halt halt{until, 0};
  const auto began = WallClock::now();
  if (working_.works()) {
    exchange_.wait_for_all();
    play(halt, watch);
    exchange_.wait_for_all();
    working_.wake({halt.at.time_since_epoch().count(), halt.wish,
                   static_cast<std::int64_t>(statistics_.rounds)});
  } else {
    const auto news = working_.sleep([&] { return watch ? watch(progress_) : 0; });
    halt = {Time{Duration{news[0]}}, static_cast<int>(news[1])};
    statistics_.rounds = static_cast<std::uint64_t>(news[2]);
    statistics_.asleep_s += seconds_of(WallClock::now() - began);
  }
  reset_clocks(halt.at); // even where nothing happened
  statistics_.events_s += seconds_of(WallClock::now() - began);
  return halt;
}

/// On a rank that works: rounds until the halt, which comes earlier if a watch wishes so.
void Kernel::Impl::play(Halt& halt, const Watch& watch) {
  Watch wish;
  if (watch) {
    wish = [this, &watch](const Progress& progress) {
      return std::max(watch(progress), working_.wish());
    };
  }
  const Exchange::Take takes = [this](const EventRecord& event, Payload payload) {
    take(event, payload);
  };
  std::uint64_t events_before = events_;
  std::vector<ClockNews> news;
  for (;;) {
    look_ahead(events_ - events_before);
    events_before = events_;
    news.clear();
    for (Clock& clock : clocks()) {
      news.push_back({std::min(clock.queue.next_time(), exchange_.first_held()), clock.caused,
                      clock.promised});
    }
    const Announcements& all =
        exchange_.announce({news, handled_before_, wish ? wish(progress_) : 0, events_, handling_});
    exchange_.deliver(takes);
    if (all.wish > 0) {
      halt = {std::min(halt.at, all.handled_before), all.wish};
      wish = {};
    }
    progress_ = {std::min(all.next_event, halt.at), all.events + events_of_sleepers_,
                 statistics_.rounds, seconds_of(all.handling + handling_of_sleepers_),
                 working_.count()};
    if (all.next_event >= halt.at) {
      exchange_.deliver_held(kNever, takes);
      return;
    }
    others_at_ = all.next_of_others;
    const auto woke = WallClock::now();
    progress_.rounds = ++statistics_.rounds;
    Time needed_until = kStart;
    for (std::size_t i = 0; i < clocks().size(); ++i) {
      own_[i].safe_until =
          std::min(halt.at, lookahead_.earliest_input(rank_ * clocks_ + static_cast<int>(i),
                                                      all.on_the_way, all.caused, all.promised));
      needed_until = std::max(needed_until, own_[i].safe_until);
    }
    exchange_.deliver_held(needed_until, takes);
    handle_safe(wish);
    handling_ += WallClock::now() - woke;
  }
}

std::vector<double> Kernel::Impl::take_costs_s() {
  return std::exchange(costs_s_, std::vector<double>(costs_s_.size(), 0.0));
}

RunStatistics Kernel::Impl::finish(Time end) {
  ended_ = true;
  for (Clock& clock : clocks()) {
    for (const EventRecord* next = clock.queue.front(); next != nullptr;
         next = clock.queue.front()) {
      const EventRecord event = *next;
      clock.queue.pop();
      const EventKey key = event.key();
      if (key.sender != key.receiver) {
        Local& receiver = locals_[local_of_[key.receiver]];
        activate(receiver, end);
        receiver.process->undelivered({key, payloads_.of(event)}, *this);
      }
      payloads_.release(event);
    }
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
  statistics_.events = events_;
  statistics_.messages_sent += exchange_.messages_sent();
  statistics_.bytes_sent += exchange_.bytes_sent();
  statistics_.handling_s = seconds_of(handling_);
  return statistics_;
}

Kernel::Kernel(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
               KernelOptions options)
    : impl_(std::make_unique<Impl>(communicator, std::move(processes), std::move(channels), rows,
                                   std::move(options))) {}

Kernel::~Kernel() = default;
Kernel::Kernel(Kernel&&) noexcept = default;
Kernel& Kernel::operator=(Kernel&&) noexcept = default;

void Kernel::start() {
  impl_->start();
}

void Kernel::restore(Time at, std::span<const ProcessImage> own) {
  impl_->restore(at, own);
}

Halt Kernel::advance(Time until, const Watch& watch) {
  return impl_->advance(until, watch);
}

Progress Kernel::progress() const {
  return impl_->progress();
}

std::vector<ProcessImage> Kernel::save() {
  return impl_->save();
}

void Kernel::inject(ProcessId own, std::uint32_t kind, Payload payload) {
  impl_->inject(own, kind, payload);
}

void Kernel::set_channels(ChannelSet channels) {
  impl_->set_channels(std::move(channels));
}

void Kernel::repartition(std::vector<int> ranks,
                         const std::function<std::unique_ptr<Process>(ProcessId)>& make,
                         ChannelSet channels) {
  impl_->repartition(std::move(ranks), make, std::move(channels));
}

std::vector<double> Kernel::take_costs_s() {
  return impl_->take_costs_s();
}

RunStatistics Kernel::finish(Time end) {
  return impl_->finish(end);
}

RunStatistics Kernel::run(Time end) {
  start();
  advance(end);
  return finish(end);
}

} // namespace urker::des
