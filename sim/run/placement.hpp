#pragma once

#include "des/partition.hpp"
#include "run/cast.hpp"
#include "run/world.hpp"

#include <span>
#include <vector>

namespace urker::run {

/// How processes are dealt to ranks. No result depends on it.
enum class PlacementRule {
  fastest,  ///< on as many ranks as are worth it, by stages or by contacts, whichever is expected
            ///< to take less time
  stages,   ///< on all ranks, see place_by_stages
  contacts, ///< likewise, see des::partition
  shifting, ///< the next rank for each process at each mark: slow, to check that nothing depends
};

/// Work of each process by id, s a day of simulated time: rough figures of one core of 2020, for
/// want of measured ones.
[[nodiscard]] std::vector<double> expected_work(const World& world, const Cast& cast);

/// Data flow one way, from satellites to stations, to processing centres, to readers and planners
/// (Cast::stage), and what goes back is promised long before: uplinks and cycles of planning. So
/// ranks among which the processes are dealt in that order form a pipeline: none waits for a rank
/// behind it but for promises. Planners work at one instant and rest between: they are dealt evenly
/// to all ranks, where they go by a clock of their own (KernelOptions::slow).
[[nodiscard]] std::vector<int> place_by_stages(const Cast& cast, std::span<const double> work,
                                               int ranks);

/// What the work would take (s): on the busiest rank that of planners, which comes in bursts, and
/// the rest; and the rounds of a partition that is no pipeline, as many as des::Coupling counts.
[[nodiscard]] double expected_time_s(const Cast& cast, std::span<const double> work,
                                     std::span<const des::Coupling> couplings,
                                     std::span<const int> ranks_of, int ranks);

/// What a placement is chosen for.
struct PlacementNeed {
  std::span<const double> work;             ///< by process, s
  std::span<const des::Coupling> couplings; ///< over the time of that work
  int ranks = 1;
  std::span<const int> present{}; ///< rank by process; empty at first
};
/// By any rule but `shifting`; the present one unless another takes a tenth less time.
[[nodiscard]] std::vector<int> place(const Cast& cast, PlacementRule rule,
                                     const PlacementNeed& need);

} // namespace urker::run
