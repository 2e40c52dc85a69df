#pragma once

#include "base/pack.hpp"
#include "time/time.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>

namespace urker::des {

/// Number of a logical process: its rank in the bytewise order of the processes' names, the same
/// for every number of MPI ranks.
using ProcessId = std::uint32_t;

/// Packed contents of an event; see base/pack.hpp.
using Payload = std::span<const std::byte>;

/// The total order of events: model data only, so that it is the same for any partition.
struct EventKey {
  Time time = kStart;
  ProcessId receiver = 0;
  std::uint32_t kind = 0; ///< below 2^28
  ProcessId sender = 0;
  std::uint32_t number = 0; ///< the sender's count of what it sent and scheduled before
  friend auto operator<=>(const EventKey&, const EventKey&) = default;
};

/// Something that happens to a process at a time, as its handler sees it: the payload lives until
/// the handler returns.
struct Event {
  EventKey key;
  Payload payload;
};

} // namespace urker::des
