#pragma once

#include "results/chunk_codec.hpp"
#include "results/hdf5_handle.hpp"

// Private to this folder.
namespace urker::results::hdf5 {

/// Creation properties of a dataset of such chunks.
[[nodiscard]] Handle creation_of(const ChunkForm& form);

} // namespace urker::results::hdf5
