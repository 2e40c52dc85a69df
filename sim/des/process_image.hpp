#pragma once

#include "des/event.hpp"

#include <utility>
#include <vector>

namespace urker::des {

/// All there is of a process at an instant: its state, the numbers of what it sends, its promises,
/// and the events on their way to it. The same for any number of ranks, so that a checkpoint is the
/// images of all processes in the order of their ids, and moving a process is moving its image.
struct ProcessImage {
  ProcessId id = 0;
  Bytes bytes; ///< a packed ProcessContents, then what Process::save wrote
  template <class Packer>
  void pack(Packer& p) {
    p(id, bytes);
  }
};

/// What an image holds beside the process's own state.
struct ProcessContents {
  struct Pending {
    EventKey key;
    Bytes payload;
    template <class Packer>
    void pack(Packer& p) {
      p(key.time, key.receiver, key.kind, key.sender, key.number, payload);
    }
  };
  std::uint32_t next_number = 0;                               ///< of what it sends and schedules
  std::vector<std::pair<std::uint32_t, std::uint64_t>> counts; ///< events handled, by kind
  std::vector<std::pair<ProcessId, Time>> promises;            ///< that are given, by receiver
  std::vector<Pending> pending;                                ///< in key order
  template <class Packer>
  void pack(Packer& p) {
    p(next_number, counts, promises, pending);
  }
};

} // namespace urker::des
