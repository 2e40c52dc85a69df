// What a process may do through the kernel, and what it may not.
#include "des/kernel_impl.hpp"
#include "des/wording.hpp"

#include <fmt/format.h>

namespace urker::des {

EventRecord Kernel::Impl::record(Time time, ProcessId receiver, std::uint32_t kind) {
  constexpr std::uint32_t kKinds = 1U << 28;
  require(kind < kKinds, "a kind of event is numbered above 2^28");
  require(active_->next_number < UINT32_MAX, "a process sent more than 2^32 events");
  return EventRecord::of({time, receiver, kind, active_->id, active_->next_number++});
}

void Kernel::Impl::put(const EventRecord& bare, Payload payload) {
  EventRecord event = bare;
  payloads_.store(event, payload);
  clock_of(event.receiver()).queue.push(event);
}

std::uint64_t Kernel::Impl::schedule(Time at, std::uint32_t kind, Payload payload) {
  if (at < now_) {
    reject("schedule an event", active_->id, fmt::format("{} is past", seconds_text(at)));
  }
  const EventRecord event = record(at, active_->id, kind);
  put(event, payload);
  return event.key().number;
}

void Kernel::Impl::send(ProcessId receiver, Time departure, Time arrival, std::uint32_t kind,
                        Payload payload) {
  check_send(receiver, channel_to(receiver), departure, arrival);
  const EventRecord event = record(arrival, receiver, kind);
  if (clock_numbers_[receiver] == clock_numbers_[active_->id]) {
    put(event, payload);
  } else if (is_local(receiver)) {
    take(event, payload);
  } else {
    exchange_.post(clock_numbers_[receiver], event, payload);
  }
}

void Kernel::Impl::promise(ProcessId receiver, Time not_before) {
  PromisedChannel* const promised = channel_to(receiver);
  if (promised == nullptr) {
    reject("promise", receiver, "no channel leads there");
  }
  if (not_before < promised->not_before) {
    reject("promise", receiver,
           fmt::format("it takes {} back to {}", seconds_text(promised->not_before),
                       seconds_text(not_before)));
  }
  active_outgoing().promise(*promised, not_before);
}

void Kernel::Impl::reject(const char* act, ProcessId receiver, const std::string& reason) const {
  throw Error(Cause::internal,
              fmt::format("internal error: at {}, '{}' may not {} to '{}': {}", seconds_text(now_),
                          name(active_->id), act, name(receiver), reason));
}

PromisedChannel* Kernel::Impl::channel_to(ProcessId receiver) {
  require(receiver < processes_.ranks.size(), "a message to a process that does not exist");
  PromisedChannel* const found = active_outgoing().find(active_->outgoing, receiver);
  if (found == nullptr && (otherwise_ <= Duration::zero() || receiver == active_->id)) {
    reject("send", receiver, "no channel leads there");
  }
  return found;
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
        [&] { return fmt::format("the departure at {} is past", seconds_text(departure)); });
  Duration least_delay = otherwise_;
  if (promised != nullptr) {
    check(departure >= promised->not_before, [&] {
      return fmt::format("the departure at {} breaks the promise not to send before {}",
                         seconds_text(departure), seconds_text(promised->not_before));
    });
    const ChannelWindow* window = promised->channel->open_at(departure);
    check(window != nullptr, [&] {
      return fmt::format("the channel is closed at the departure, {}", seconds_text(departure));
    });
    least_delay = window->least_delay;
  }
  check(arrival >= saturated_sum(departure, least_delay), [&] {
    return fmt::format("what departs at {} cannot arrive at {}: the least delay is {}",
                       seconds_text(departure), seconds_text(arrival),
                       seconds_text(kStart + least_delay));
  });
}

} // namespace urker::des
