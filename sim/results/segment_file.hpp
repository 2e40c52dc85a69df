#pragma once

#include "results/hdf5_handle.hpp"
#include "results/table_buffer.hpp"
#include "results/table_file.hpp"
#include "results/table_reader.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

// Private to this folder.
namespace urker::results {

/// A part of a result: the rows of a stretch of simulated time, each table sorted by its key. Laid
/// out as a result without provenance; instants are int64 nanoseconds, so that nothing is lost.
inline constexpr TableFileKind kSegment{"urker segment", 2, TableForm::interim};

/// Writes the tables that have rows to `path`, which must not exist.
void write_segment(const std::filesystem::path& path, const TableSet& merged,
                   const std::string& start_utc);

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

 private:
  template <class Action>
  auto guarded(const Action& action) const;
  std::filesystem::path path_;
  hdf5::Handle file_;
  std::map<std::string, Table, std::less<>> tables_;
};

} // namespace urker::results
