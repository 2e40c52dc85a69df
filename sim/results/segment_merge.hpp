#pragma once

#include "results/result_file.hpp"
#include "results/table_buffer.hpp"

#include <filesystem>
#include <string>
#include <vector>

// Private to this folder.
namespace urker::results {

/// How many segments are read side by side.
inline constexpr std::size_t kSegmentsAtOnce = 64;

/// Writes all tables of the segments and of `last`, which is merged, to `file`: the same values as
/// if `last` held all the rows. Memory does not grow with them. Of more than kSegmentsAtOnce
/// segments, neighbours are merged first, into files in `folder` that go again. Throws
/// `Error{cannot_write}`, `Error{invalid_input}` for a segment that is damaged, and an internal
/// error for a key that occurs twice.
void merge_segments(std::vector<std::filesystem::path> segments, const TableSet& last,
                    const std::filesystem::path& folder, const std::string& start_utc,
                    ResultFile& file);

/// Names of those files begin so, then a number: a killed run may leave them.
inline constexpr const char* kMergedPrefix = "merged-";

} // namespace urker::results
