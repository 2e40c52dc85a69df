#pragma once

#include <filesystem>

// Private to this folder.
namespace urker::results {

/// Whether a result can be made at `result`, before any computation. Throws `Error{cannot_write}`
/// with path and reason: its folder is missing, or it is a folder, a link, write-protected or a
/// file other than HDF5.
void check_result_path(const std::filesystem::path& result);

/// The folder that a path's file is in.
[[nodiscard]] std::filesystem::path parent_of(const std::filesystem::path& path);

} // namespace urker::results
