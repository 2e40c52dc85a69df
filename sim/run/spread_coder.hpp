#pragma once

#include "results/chunk_codec.hpp"

#include <mpi.h>

#include <functional>

namespace urker::run {

/// Collective: does `write` on rank 0, with a coder whose chunks all ranks encode. Either returns
/// on all ranks or throws AgreedError on all of them.
void with_all_coding(MPI_Comm communicator,
                     const std::function<void(results::ChunkCoder& coder)>& write);

} // namespace urker::run
