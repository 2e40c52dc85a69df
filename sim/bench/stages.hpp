#pragma once

#include "des/kernel.hpp"

#include <functional>
#include <span>
#include <vector>

namespace urker::bench {

/// A part of a run, up to an instant, with a dealing of the processes of its own.
struct Stage {
  Time until;
  std::vector<int> rank_of;
};

/// Collective: plays a model stage by stage. Between two stages everything is saved, thrown away,
/// and taken up by a new kernel, as `make` makes it for a dealing. The statistics are those of the
/// last stage.
des::RunStatistics run_in_stages(MPI_Comm communicator, std::span<const Stage> stages,
                                 const std::function<des::Kernel(const std::vector<int>&)>& make);

} // namespace urker::bench
