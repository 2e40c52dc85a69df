#pragma once

#include "results/result_file.hpp"
#include "results/table_buffer.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

// Private to this folder.
namespace urker::results {

/// Writes all tables of the segments and of `last` to `file`: the same values as if `last` held all
/// the rows. Of what does not fit into `most_bytes`, sorted parts of so many bytes lie in files in
/// `folder` meanwhile. Throws `Error{cannot_write}`, `Error{invalid_input}` for a segment that is
/// damaged, and an internal error for a key that occurs twice.
void merge_segments(const std::vector<std::filesystem::path>& segments, TableSet last,
                    const std::filesystem::path& folder, std::uint64_t most_bytes,
                    const std::string& start_utc, ResultFile& file);

/// Names of those files begin so, then a number: a killed run may leave them.
inline constexpr const char* kMergedPrefix = "merged-";

} // namespace urker::results
