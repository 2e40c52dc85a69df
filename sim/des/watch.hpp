#pragma once

#include "time/time.hpp"

#include <cstdint>
#include <functional>

namespace urker::des {

/// How far a run is, as a rank knows it: about the other ranks, what they said at the last round.
struct Progress {
  Time now = kStart;        ///< all ranks have handled what is before it
  std::uint64_t events = 0; ///< handled by all ranks
  std::uint64_t rounds = 0; ///< so far
  double handling_s = 0.0;  ///< wall time of all ranks in which they did not wait, added up
  int ranks = 1;            ///< that work; the others sleep
};

/// Asked on every rank at least once a round and between events: 0 to go on; anything above is a
/// wish to halt, of which the greatest of all ranks' counts.
using Watch = std::function<int(const Progress&)>;

/// Where `advance` came to: the same on all ranks.
struct Halt {
  Time at = kStart; ///< every event before it has been handled, none at it or later
  int wish = 0;     ///< the greatest that a watch has expressed
};

} // namespace urker::des
