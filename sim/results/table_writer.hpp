#pragma once

#include "results/hdf5_handle.hpp"
#include "results/table_buffer.hpp"

#include <cstdint>
#include <string>
#include <vector>

// Private to this folder.
namespace urker::results {

/// How instants are stored: float64 seconds since the start, as all programs read them, or exact,
/// int64 nanoseconds. Not yet happened: NaN, or the least int64.
enum class InstantForm : std::uint8_t { seconds, nanoseconds };

/// Writes one table to a group of its own, in blocks of rows. Throws hdf5::Failure.
class TableWriter {
 public:
  /// `schema`: a table whose rows do not count; `most_rows`: as many as there may be, or the
  /// columns take no more.
  TableWriter(hid_t parent, const Table& schema, std::uint64_t most_rows, const std::string& start,
              InstantForm instants);
  /// The next rows, of the same columns.
  void append(const Table& block);
  /// To be called once, last.
  void finish();

 private:
  void write(std::size_t column, const Column& values, std::uint64_t rows);
  std::uint64_t most_rows_;
  InstantForm instants_;
  std::uint64_t rows_ = 0; ///< so far
  hdf5::Handle group_, scale_;
  std::vector<hdf5::Handle> columns_;
};

} // namespace urker::results
