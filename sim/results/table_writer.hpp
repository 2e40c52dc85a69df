#pragma once

#include "results/chunk_codec.hpp"
#include "results/hdf5_handle.hpp"
#include "results/table_buffer.hpp"
#include "results/text_heap.hpp"

#include <cstdint>
#include <string>
#include <vector>

// Private to this folder.
namespace urker::results {

/// What the tables of a file share.
struct TableSink {
  hdf5::TextHeap& texts;
  ChunkCoder& coder;
};

/// Writes one table of a result to a group of its own, in blocks of rows. Throws hdf5::Failure.
class TableWriter {
 public:
  /// `schema`: a table whose rows do not count; `most_rows`: as many as there may be, or the
  /// columns take no more.
  TableWriter(hid_t parent, const Table& schema, std::uint64_t most_rows, const std::string& start,
              const TableSink& sink);
  ~TableWriter();
  /// The next rows, of the same columns.
  void append(const Table& block);
  /// To be called once, last.
  void finish();

 private:
  struct Open;
  void fill(Open& column, std::size_t place, const Column& values, std::size_t first,
            std::size_t count);
  void give();
  std::uint64_t most_rows_;
  TableSink sink_;
  std::uint64_t rows_ = 0; ///< so far
  hdf5::Handle group_;
  std::vector<Open> columns_; ///< `row` first
};

} // namespace urker::results
