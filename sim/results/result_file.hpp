#pragma once

#include "results/provenance.hpp"
#include "results/table_buffer.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace urker::results {

/// Names this kind of file in its root attribute `file_type`.
inline constexpr const char* kFileType = "urker result";
/// Root attribute `urker_format`; readers refuse what they do not know.
inline constexpr int kFormat = 1;

class ChunkCoder;

/// A file of results in the making, table after table, on the disk: memory does not grow with the
/// rows.
///
///     /<table>/row                  dimension scale, int64 0, 1, ...
///     /<table>/<column>             1-D; attributes `units`, `long_name`; on the dimension `row`
///     /provenance                   attributes version, commit, seed, ...; dataset scenario (YAML)
///     /provenance/{sources,libraries,inputs}   tables as above
///     /provenance/run               what depends on machine and moment; table rank_statistics
///
/// Instants are float64 seconds with CF `units` ("seconds since <start>"), NaN where nothing
/// happened yet; they count TAI seconds, so a reader that applies the CF calendar is late by the
/// leap seconds in between. A text is stored once, and all rows that have it refer to it; so one
/// that is changed in the file changes in all of them. Equal calls and libraries give equal bytes.
/// Local, without MPI. Every call throws `Error{cannot_write}` with path and reason; a file that is
/// not closed is removed.
class ResultFile {
 public:
  /// Makes `path`, which must not exist. `start_utc` as in Provenance.
  /// Without a coder it encodes its chunks itself.
  ResultFile(std::filesystem::path path, std::string start_utc, ChunkCoder* coder = nullptr);
  ResultFile(ResultFile&&) noexcept;
  ResultFile& operator=(ResultFile&&) = delete;
  ~ResultFile();

  void write_table(const Table& table);
  /// A table in blocks: its columns, and how many rows there may be; then the rows, which come in
  /// the order of the key.
  void begin_table(const Table& schema, std::uint64_t most_rows);
  void append_rows(const Table& block);
  void end_table();
  /// Completes the file and forces it to the disk. To be called once, last.
  void close(const Provenance& provenance);

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

} // namespace urker::results
