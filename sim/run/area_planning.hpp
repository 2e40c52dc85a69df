#pragma once

#include "base/table.hpp"
#include "run/world.hpp"

#include <mpi.h>

namespace urker::run {

/// Collective: the table `area_passes` of the whole run, each rank a part of the satellites. They
/// are for readers of the results: no process needs them.
void emit_area_passes(const World& world, MPI_Comm communicator, RowSink& rows);

} // namespace urker::run
