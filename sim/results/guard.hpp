#pragma once

#include <filesystem>
#include <functional>
#include <string>

// Private to this folder.
namespace urker::results {

/// Does `work`, which reads the file at `path` through HDF5, in a child process, and returns what
/// it returns. HDF5 1.10 crashes or loops on some damaged files (some two of a hundred in our
/// trials); then this process only learns so. Passes on an Error that `work` throws; throws
/// `Error{invalid_input}` for any other end. The child may use 3 s, and 500 MB,
/// and 1 s and 4 MB more for every MB of the file. `work` must not touch MPI.
[[nodiscard]] std::string in_child_process(const std::filesystem::path& path,
                                           const std::function<std::string()>& work);

} // namespace urker::results
