#pragma once

#include <mpi.h>

#include <vector>

namespace urker::des {

/// What was measured of a stretch of a run, or is expected of one.
struct Workload {
  double work_s = 0.0;     ///< in the handlers of all processes, added up
  double heaviest_s = 0.0; ///< of that, in those of one process at most
  double events = 0.0;
  double rounds = 0.0; ///< on several ranks
};

/// What ranks cost on this machine.
struct RoundCost {
  int ranks = 0;
  double round_s = 0.0; ///< of a round in which nothing happens
};

/// Collective: processors that the ranks can have to themselves, at most one a rank.
[[nodiscard]] int processors_of(MPI_Comm communicator);
/// Collective: announces a few empty rounds on 2, 4, 8 ... ranks and on all of them, none above
/// `most`; some milliseconds. The same on all ranks; by number of ranks, and empty where `most`
/// is 1.
[[nodiscard]] std::vector<RoundCost> measure_rounds(MPI_Comm communicator, int most);

/// Expected wall time of the workload on so many ranks. One needs no rounds. On r > 1 ranks each
/// round lasts as long as its busiest rank. With m = events / (rounds r) events a round and rank,
/// about independent of each other, that one has some m + sqrt(2 m ln r) of them (the greatest of r
/// Poisson numbers), and no rank finishes before the heaviest process has:
///
///     s(r) = max(rounds (m + sqrt(2 m ln r)) work_s / events, heaviest_s) + rounds c(r)
///
/// c(r) is interpolated in ln r, and the number of rounds taken as that of the workload: on fewer
/// ranks it is rather less.
[[nodiscard]] double expected_s(const Workload& workload, const std::vector<RoundCost>& costs,
                                int ranks);
/// The number of ranks, up to the greatest with a known cost, that is expected to be the fastest;
/// of those within 5 % of it the least.
[[nodiscard]] int ranks_worth(const Workload& workload, const std::vector<RoundCost>& costs);

} // namespace urker::des
