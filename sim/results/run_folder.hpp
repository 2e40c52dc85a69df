#pragma once

#include "results/posix_file.hpp"
#include "results/provenance.hpp"
#include "results/table_buffer.hpp"

#include <filesystem>
#include <string_view>

namespace urker::results {

/// The folder `X.h5.run` in which a run makes `X.h5`. It holds a lock, so that two runs cannot make
/// the same file, and the resolved scenario. X.h5 is complete or absent (or still the former
/// result) at every moment; it appears by a rename. To be used on one rank only; local.
class RunFolder {
 public:
  /// Before any computation: checks that `result` can be made, makes and locks the folder. A folder
  /// left by a killed run is taken over. Throws `Error{cannot_write}` with path and reason: the
  /// parent folder is missing or not writable; `result` is a folder, a link, write-protected or a
  /// file other than HDF5; another run holds the lock (the message says which).
  [[nodiscard]] static RunFolder prepare(const std::filesystem::path& result,
                                         std::string_view resolved_scenario);
  RunFolder(RunFolder&&) noexcept = default;
  RunFolder& operator=(RunFolder&&) = delete;
  /// Removes the folder with what is in it; after a failed run nothing remains.
  ~RunFolder();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  /// Writes the result, makes it durable, gives it its name and removes the folder. To be called
  /// once. Throws `Error{cannot_write}`; a former X.h5 is then as it was.
  void publish(const TableSet& merged, const Provenance& provenance);

  /// The same in two steps: a place in the folder for a ResultFile, and what `publish` does once it
  /// is closed.
  [[nodiscard]] std::filesystem::path place() const;
  void publish_written();

 private:
  RunFolder(std::filesystem::path result, std::filesystem::path folder, FileDescriptor lock);
  void remove_contents() const noexcept;
  void remove() noexcept;
  std::filesystem::path result_;
  std::filesystem::path folder_;
  FileDescriptor lock_; ///< open and locked as long as the folder is ours
};

} // namespace urker::results
