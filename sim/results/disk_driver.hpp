#pragma once

#include "results/hdf5_handle.hpp"

// Private to this folder.
namespace urker::results::hdf5 {

/// An open file that HDF5 reads and writes. HDF5 never learns that a write failed: version 1.10
/// cannot let go of a file that it failed to write, and takes the process down when MPI ends. The
/// caller looks at `error_number` instead.
struct DiskFile {
  int descriptor = -1;
  int error_number = 0; ///< errno of the first write that failed
};

/// Access properties for a new file in `disk`, which must outlive the file.
[[nodiscard]] Handle disk_access(DiskFile& disk);

} // namespace urker::results::hdf5
