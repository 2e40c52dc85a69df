#pragma once

#include "results/hdf5_handle.hpp"
#include "results/table_writer.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

// Private to this folder.
namespace urker::results {

/// What a file of tables is, as its root attributes tell; readers refuse what they do not know.
struct TableFileKind {
  const char* file_type;
  int format;
  TableForm form;
};

/// A file of tables in the making, table after table, on the disk: memory does not grow with the
/// rows. Equal calls and libraries give equal bytes. Local, without MPI. Every call throws
/// `Error{cannot_write}` with path and reason; a file that is not closed is removed.
class TableFile {
 public:
  /// Makes `path`, which must not exist. `start_utc` as in Provenance. Without a coder it encodes
  /// its chunks itself.
  TableFile(std::filesystem::path path, std::string start_utc, const TableFileKind& kind,
            ChunkCoder* coder = nullptr);
  TableFile(const TableFile&) = delete;
  TableFile& operator=(const TableFile&) = delete;
  ~TableFile();

  void write_table(const Table& table);
  /// A table in blocks, as ResultFile has it.
  void begin_table(const Table& schema, std::uint64_t most_rows);
  void append_rows(const Table& block);
  void end_table();
  /// Does `last` with the file, completes it and forces it to the disk. To be called once, last.
  void close(const std::function<void(hid_t file, const TableSink& sink)>& last = {});

 private:
  struct Work;
  void guarded(const std::function<void()>& action);
  std::unique_ptr<Work> work_;
};

} // namespace urker::results
