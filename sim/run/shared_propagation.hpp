#pragma once

#include "orbit/numerical/numerical_trajectory.hpp"

#include <mpi.h>

#include <memory>
#include <span>
#include <vector>

namespace urker::run {

/// Collective: as `orbit::propagate`, with the same orbits on every rank; each rank integrates some
/// of them and has all.
[[nodiscard]] std::vector<std::shared_ptr<const orbit::NumericalTrajectory>>
propagate_shared(std::span<const orbit::NumericalOrbit> orbits, const Epoch& epoch,
                 const orbit::Earth& earth, Time begin, Time end, MPI_Comm communicator);

} // namespace urker::run
