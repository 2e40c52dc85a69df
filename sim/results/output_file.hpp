#pragma once

#include "results/disk_driver.hpp"
#include "results/hdf5_handle.hpp"
#include "results/posix_file.hpp"

#include <filesystem>
#include <functional>
#include <string>

// Private to this folder.
namespace urker::results {

/// What a file of tables is, as its root attributes tell; readers refuse what they do not know.
struct FileKind {
  const char* file_type;
  int format;
};

/// An HDF5 file in the making, on the disk. Equal calls and libraries give equal bytes. Local,
/// without MPI. Everything throws `Error{cannot_write}` with path and reason; a file that is not
/// closed is removed.
class OutputFile {
 public:
  /// Makes `path`, which must not exist. `start_utc` as in Provenance.
  OutputFile(std::filesystem::path path, const std::string& start_utc, const FileKind& kind);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  [[nodiscard]] hid_t get() const { return file_.get(); }
  /// Does what writes to the file, which may throw hdf5::Failure.
  void guarded(const std::function<void()>& action);
  /// Completes the file, all of whose objects are closed, and forces it to the disk. To be called
  /// once, last.
  void close();

 private:
  std::filesystem::path path_;
  FileDescriptor descriptor_;
  hdf5::DiskFile disk_;
  hdf5::Handle file_;
  bool complete_ = false;
};

} // namespace urker::results
