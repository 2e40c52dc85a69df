#pragma once

#include "access/contact_plan.hpp"
#include "protocol/messages.hpp"

#include <algorithm>
#include <iterator>

#include "support/process_bench.hpp"

namespace urker::test {

/// The windows of a plan that begin in [from, until).
inline access::ContactPlan part_of(const access::ContactPlan& plan, Time from, Time until) {
  access::ContactPlan part;
  const auto begins_there = [=](Time begin) { return from <= begin && begin < until; };
  std::copy_if(plan.contacts.begin(), plan.contacts.end(), std::back_inserter(part.contacts),
               [&](const auto& contact) { return begins_there(contact.window.begin); });
  std::copy_if(plan.eclipses.begin(), plan.eclipses.end(), std::back_inserter(part.eclipses),
               [&](const auto& eclipse) { return begins_there(eclipse.penumbra.begin); });
  return part;
}

/// Tells a process of a plan as a run does: at each multiple of `horizon` of what begins within a
/// horizon of it, `lead` ahead.
inline void put_outlooks(ProcessBench& bench, const access::ContactPlan& plan, Duration horizon,
                         Duration lead, Time end) {
  for (Time mark = kStart; mark < end; mark += horizon) {
    const Time from = mark == kStart ? kStart : mark + lead;
    bench.put(mark, protocol::kind_of(protocol::Message::outlook),
              part_of(plan, from, mark + horizon + lead));
  }
}

/// Tells a process of all of a plan at the start.
inline void put_outlook(ProcessBench& bench, const access::ContactPlan& plan) {
  bench.put(kStart, protocol::kind_of(protocol::Message::outlook), plan);
}

} // namespace urker::test
