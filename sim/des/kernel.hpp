#pragma once

#include "des/channel.hpp"
#include "des/event_queue.hpp"
#include "des/process_image.hpp"
#include "des/process_set.hpp"
#include "des/watch.hpp"

#include <mpi.h>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace urker::des {

struct KernelOptions {
  QueueKind queue = QueueKind::bucket;
  bool measure_costs = false; ///< for `take_costs_s`: two looks at a clock an event
  /// Processes whose own events may take long. On several ranks such an event begins a round,
  /// unless the others have come as far: those of one instant are handled side by side.
  std::function<bool(ProcessId)> slow{};
};

/// What the run did on this rank; goes to provenance, never into results.
struct RunStatistics {
  std::uint64_t events = 0;        ///< handled
  std::uint64_t rounds = 0;        ///< the same on all ranks
  std::uint64_t messages_sent = 0; ///< to processes on other ranks
  std::uint64_t bytes_sent = 0;    ///< to other ranks
  double events_s = 0.0;           ///< wall clock, in `advance`
  double handling_s = 0.0;         ///< of that: not in waiting for other ranks and their messages
  double asleep_s = 0.0;           ///< of that: without any process
};

/// Conservative parallel simulation in rounds: ranks agree on the earliest arrivals that the
/// channels allow, handle what is safe, and exchange. Order of handling per process, and so every
/// result, is the same for any number of ranks and any partition.
///
/// Ranks beyond the last that has a process sleep while the others work (WorkingRanks).
///
/// Between calls all ranks stand at one instant and no message is under way: then a model may be
/// saved, given other channels, or dealt to the ranks anew.
///
/// An exception on one rank (a process that fails, or that sends what it may not) leaves `advance`
/// while the other ranks wait for this one: the program must then end them all, see MpiSession.
class Kernel {
 public:
  /// Collective. `ProcessSet::ranks` is the same on all ranks; of the channels only those matter
  /// that lead from this rank's processes. Throws `Error{invalid_input}` for a channel with no
  /// delay, on all ranks. One rank needs no MPI, not even its start.
  Kernel(MPI_Comm communicator, ProcessSet processes, ChannelSet channels, RowSink& rows,
         KernelOptions options = {});
  ~Kernel();
  Kernel(Kernel&&) noexcept;
  Kernel& operator=(Kernel&&) noexcept;

  /// Starts all processes, at kStart.
  void start();
  /// Instead of `start`: takes all up as it was at `at`. `own`: the images of this rank's
  /// processes, in the order of their ids.
  void restore(Time at, std::span<const ProcessImage> own);

  /// Collective: handles every event before `until` on all ranks, or, where a watch wishes so,
  /// before an earlier instant.
  Halt advance(Time until, const Watch& watch = {});

  /// How far all ranks are where they stand; known to those that work.
  [[nodiscard]] Progress progress() const;

  /// The images of this rank's processes, in the order of their ids.
  [[nodiscard]] std::vector<ProcessImage> save();
  /// Schedules an event in the name of one of this rank's processes, at the instant at which all
  /// stand.
  void inject(ProcessId own, std::uint32_t kind, Payload payload);
  /// Collective: other channels from now on, as for the constructor. Promises over a channel that
  /// stays are kept.
  void set_channels(ChannelSet channels);
  /// Collective: deals the processes anew. `make` makes a process that comes to this rank, as it
  /// was made before `start`; its state follows it.
  void repartition(std::vector<int> ranks,
                   const std::function<std::unique_ptr<Process>(ProcessId)>& make,
                   ChannelSet channels);
  /// Wall time in the handlers of each of this rank's processes, in the order of their ids, since
  /// the last call, `restore` or `repartition`. Zeros unless measured.
  [[nodiscard]] std::vector<double> take_costs_s();

  /// Finishes all processes. Also emits the table `events`: events handled by process and kind.
  RunStatistics finish(Time end);
  /// Collective: start, advance, finish.
  RunStatistics run(Time end);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace urker::des
