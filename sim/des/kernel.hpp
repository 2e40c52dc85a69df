#pragma once

#include "des/channel.hpp"
#include "des/event_queue.hpp"
#include "des/process.hpp"

#include <mpi.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace urker::des {

/// The processes of a model as one rank sees them.
struct ProcessSet {
  std::vector<int> ranks;                     ///< who runs each of them, by id
  std::vector<std::unique_ptr<Process>> own;  ///< those of this rank, in the order of their ids
  std::function<std::string(ProcessId)> name; ///< for messages and results
};

/// What the run did on this rank; goes to provenance, never into results.
struct RunStatistics {
  std::uint64_t events = 0;        ///< handled
  std::uint64_t rounds = 0;        ///< the same on all ranks
  std::uint64_t messages_sent = 0; ///< to processes on other ranks
  std::uint64_t bytes_sent = 0;    ///< to other ranks
  double events_s = 0.0;           ///< wall clock, from the first event to the last rank's end
};

/// Conservative parallel simulation in rounds: ranks agree on the earliest arrivals that the
/// channels allow, handle what is safe, and exchange. Order of handling per process, and so every
/// result, is the same for any number of ranks and any partition.
///
/// An exception on one rank (a process that fails, or that sends what it may not) leaves `run`
/// while the other ranks wait for this one: the program must then end them all, see MpiSession.
class Kernel {
 public:
  /// Collective. Ranks and channels are the same on all ranks. Throws `Error{invalid_input}` for a
  /// channel with no delay, on all ranks. One rank needs no MPI, not even its start.
  Kernel(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
         QueueKind queue = QueueKind::bucket);
  ~Kernel();
  Kernel(Kernel&&) noexcept;
  Kernel& operator=(Kernel&&) noexcept;
  /// Collective: starts all processes, handles every event with time < end, finishes all. Also
  /// emits the table `events`: events handled by process and kind.
  RunStatistics run(Time end);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace urker::des
