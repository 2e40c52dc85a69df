#include "results/result_path.hpp"

#include "results/posix_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>

namespace urker::results {

namespace {

namespace fs = std::filesystem;

void check_parent(const fs::path& result) {
  struct stat parent {};
  const fs::path folder = parent_of(result);
  if (::stat(folder.c_str(), &parent) != 0) {
    fail_to_write(result, fmt::format("the folder {} cannot be used: {}", folder.string(),
                                      error_text(errno)));
  }
  if (!S_ISDIR(parent.st_mode)) {
    fail_to_write(result, fmt::format("{} is not a folder", folder.string()));
  }
}

/// A slip in a command line must not cost anybody a file.
void check_existing(const fs::path& result) {
  struct stat status {};
  if (::lstat(result.c_str(), &status) != 0) {
    if (errno != ENOENT) {
      fail_to_write(result, error_text(errno));
    }
    return;
  }
  if (S_ISDIR(status.st_mode)) {
    fail_to_write(result, "is a folder");
  }
  if (S_ISLNK(status.st_mode)) {
    fail_to_write(result, "is a symbolic link; name the file itself");
  }
  if (!S_ISREG(status.st_mode)) {
    fail_to_write(result, "is not a regular file");
  }
  if ((status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0) {
    fail_to_write(result, "is write-protected");
  }
  const FileDescriptor file(::open(result.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (status.st_size > 0 && !has_hdf5_signature(file)) {
    fail_to_write(result, "exists and is not an HDF5 file; it is not replaced");
  }
}

} // namespace

void check_result_path(const fs::path& result) {
  if (!result.has_filename() || result.filename() == "." || result.filename() == "..") {
    fail_to_write(result, "does not name a file");
  }
  check_parent(result);
  check_existing(result);
}

fs::path parent_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

} // namespace urker::results
