#pragma once

#include "results/run_folder.hpp"
#include "results/table_buffer.hpp"
#include "run/simulation.hpp"

#include <mpi.h>

#include <optional>

namespace urker::run {

/// Collective: the result's folder on rank 0, before anything is computed.
[[nodiscard]] std::optional<results::RunFolder>
open_folder(const RunRequest& request, const scenario::Scenario& scenario, MPI_Comm communicator);

/// Collective: all rows to rank 0, which writes them.
void publish(std::optional<results::RunFolder>& folder, const results::TableSet& rows,
             const results::Provenance& provenance, MPI_Comm communicator);

} // namespace urker::run
