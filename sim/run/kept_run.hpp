#pragma once

#include "results/run_folder.hpp"

#include <mpi.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// A run that was stopped or killed, as its folder has it.
struct KeptRun {
  std::optional<results::RunFolder> folder; ///< on rank 0
  std::filesystem::path scenario;           ///< the folder's copy of the scenario
  std::vector<std::string> overrides;       ///< that were given with it
  std::filesystem::path result;             ///< what it is to make
};

/// Collective: opens the folder, waiting for a run that still dies in it, and makes all ranks use
/// the instruction set that the run was begun with. `replace`: a result that is in the way. Throws
/// AgreedError as RunFolder::resume does, with invalid_input if the run is another program's, with
/// unavailable if a processor lacks the instruction set.
[[nodiscard]] KeptRun open_kept_run(const std::filesystem::path& folder, bool replace,
                                    MPI_Comm communicator);

} // namespace urker::run
