#pragma once

#include "des/channel.hpp"
#include "des/process.hpp"

#include <mpi.h>

#include <memory>
#include <string>
#include <vector>

namespace urker::des {

/// A process as the kernel sees it: every rank knows all names; only the owner holds the object.
struct ProcessEntry {
  std::string name;                 ///< unique; entries are sorted by it
  int rank = 0;                     ///< who runs it
  std::unique_ptr<Process> process; ///< null on the other ranks
};

/// What the run did on this rank; goes to provenance, never into results.
struct RunStatistics {
  std::uint64_t events = 0;        ///< handled
  std::uint64_t rounds = 0;        ///< the same on all ranks
  std::uint64_t messages_sent = 0; ///< to processes on other ranks
  std::uint64_t bytes_sent = 0;    ///< to other ranks
};

/// Conservative parallel simulation in rounds: ranks agree on the earliest arrivals that the
/// channels allow, handle what is safe, and exchange. Order of handling per process, and so every
/// result, is the same for any number of ranks and any partition.
///
/// An exception on one rank (a process that fails, or that sends what it may not) leaves `run`
/// while the other ranks wait for this one: the program must then end them all, see MpiSession.
class Kernel {
 public:
  /// Collective. `channels` are the same on all ranks, at most one from a process to another.
  /// Throws `Error{invalid_input}` for a channel with no delay, on all ranks. One rank needs no
  /// MPI, not even its start.
  Kernel(MPI_Comm communicator, std::vector<ProcessEntry> processes, std::vector<Channel> channels,
         RowSink& rows);
  ~Kernel();
  /// Collective: starts all processes, handles every event with time < end, finishes all. Also
  /// emits the table `events`: events handled by process and kind.
  RunStatistics run(Time end);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace urker::des
