#pragma once

#include "results/hdf5_handle.hpp"
#include "results/output_file.hpp"
#include "results/table_buffer.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

// Private to this folder.
namespace urker::results {

/// A part of a result, to be merged with others: quick to write rather than small. Not compressed
/// and without checksums, as it is known by its SHA-256.
///
///     /<table>/<column>         1-D, as in a result, but instants are int64 nanoseconds
///     /<table>/<column>.texts   of a column of texts, whose values are places in it
inline constexpr FileKind kSegment{"urker segment", 3};

/// Writes all rows behind the first so many, in their order, to `path`, which must not exist, and
/// forces them to the disk. Throws `Error{cannot_write}` with path and reason; then there is no
/// file.
void write_segment(const std::filesystem::path& path, const TableSet& rows,
                   const std::string& start_utc, const RowCounts& first = {});

/// Reads a segment whose bytes are known to be right. Throws `Error{invalid_input}` with the path
/// if they do not hold together all the same.
class SegmentReader {
 public:
  explicit SegmentReader(std::filesystem::path path);
  /// Tables without their rows but with the number of them, by name.
  [[nodiscard]] const std::map<std::string, Table, std::less<>>& tables() const { return tables_; }
  /// Rows [first, first + count) of a table of it.
  [[nodiscard]] Table read(const std::string& table, std::uint64_t first,
                           std::uint64_t count) const;
  [[nodiscard]] TableSet read_all() const;

 private:
  template <class Action>
  auto guarded(const Action& action) const;
  std::filesystem::path path_;
  hdf5::Handle file_;
  std::map<std::string, Table, std::less<>> tables_;
  std::map<std::string, std::vector<std::string>> words_; ///< by path in the file
};

} // namespace urker::results
