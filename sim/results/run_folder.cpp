#include "results/run_folder.hpp"

#include "base/error.hpp"
#include "results/writer.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace urker::results {

namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = "lock";
constexpr const char* kScenarioName = "scenario.yaml";
constexpr const char* kTemporaryName = "result.h5";

[[noreturn]] void refuse(const fs::path& path, std::string_view reason) {
  throw Error(Cause::cannot_write, fmt::format("{}: {}", path.string(), reason));
}

fs::path parent_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void check_parent(const fs::path& result) {
  struct stat parent {};
  const fs::path folder = parent_of(result);
  if (::stat(folder.c_str(), &parent) != 0) {
    refuse(result,
           fmt::format("the folder {} cannot be used: {}", folder.string(), error_text(errno)));
  }
  if (!S_ISDIR(parent.st_mode)) {
    refuse(result, fmt::format("{} is not a folder", folder.string()));
  }
}

/// A slip in a command line must not cost anybody a file.
void check_existing(const fs::path& result) {
  struct stat status {};
  if (::lstat(result.c_str(), &status) != 0) {
    if (errno != ENOENT) {
      refuse(result, error_text(errno));
    }
    return;
  }
  if (S_ISDIR(status.st_mode)) {
    refuse(result, "is a folder");
  }
  if (S_ISLNK(status.st_mode)) {
    refuse(result, "is a symbolic link; name the file itself");
  }
  if (!S_ISREG(status.st_mode)) {
    refuse(result, "is not a regular file");
  }
  if ((status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0) {
    refuse(result, "is write-protected");
  }
  const FileDescriptor file(::open(result.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (status.st_size > 0 && !has_hdf5_signature(file)) {
    refuse(result, "exists and is not an HDF5 file; it is not replaced");
  }
}

/// Makes the folder; a present one must be ours or empty.
void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0777) == 0) {
    return;
  }
  if (errno != EEXIST) {
    refuse(folder, fmt::format("cannot make this folder: {}", error_text(errno)));
  }
  struct stat status {};
  if (::lstat(folder.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
    refuse(folder, "is in the way: the run needs a folder of this name");
  }
  std::error_code ignored;
  const fs::directory_iterator contents(folder, ignored);
  const bool empty = ignored || contents == fs::directory_iterator();
  if (!empty && ::access((folder / kLockName).c_str(), F_OK) != 0) {
    refuse(folder, "is in the way: it is not empty, and not the folder of a run");
  }
}

std::string holder_of(const FileDescriptor& lock) {
  std::array<char, 256> text{};
  const ssize_t size = ::pread(lock.get(), text.data(), text.size(), 0);
  std::string holder(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!holder.empty() && holder.back() == '\n') {
    holder.pop_back();
  }
  return holder.empty() ? "another run" : holder;
}

/// Nothing where the folder vanished meanwhile, because its run ended.
std::optional<FileDescriptor> try_lock(const fs::path& folder) {
  const fs::path path = folder / kLockName;
  FileDescriptor lock(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!lock.valid()) {
    if (errno == ENOENT) {
      return std::nullopt;
    }
    refuse(path, error_text(errno));
  }
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      refuse(folder, fmt::format("is in use by {}", holder_of(lock)));
    }
    refuse(path, fmt::format("this file system cannot lock files ({}); write the result to another",
                             error_text(errno)));
  }
  struct stat locked {};
  struct stat named {};
  const bool same = ::fstat(lock.get(), &locked) == 0 && ::stat(path.c_str(), &named) == 0 &&
                    locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
  return same ? std::optional(std::move(lock)) : std::nullopt;
}

FileDescriptor make_and_lock(const fs::path& folder) {
  constexpr int kAttempts = 100; // each failure means that another run ended in this instant
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    make_folder(folder);
    if (auto lock = try_lock(folder)) {
      return std::move(*lock);
    }
  }
  refuse(folder, "cannot be locked: other runs make and remove it all the time");
}

void sign(const FileDescriptor& lock, const fs::path& folder) {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  const std::string text = fmt::format("process {} on {} since {:%Y-%m-%dT%H:%M:%SZ}\n", ::getpid(),
                                       host.data(), fmt::gmtime(std::time(nullptr)));
  const bool written =
      ::ftruncate(lock.get(), 0) == 0 &&
      ::pwrite(lock.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
  if (!written) {
    refuse(folder / kLockName, error_text(errno));
  }
}

} // namespace

RunFolder::RunFolder(fs::path result, fs::path folder, FileDescriptor lock)
    : result_(std::move(result)), folder_(std::move(folder)), lock_(std::move(lock)) {}

RunFolder RunFolder::prepare(const fs::path& result, std::string_view resolved_scenario) {
  if (!result.has_filename() || result.filename() == "." || result.filename() == "..") {
    refuse(result, "does not name a file");
  }
  check_parent(result);
  check_existing(result);
  fs::path folder = result;
  folder += ".run";
  RunFolder run(result, folder, make_and_lock(folder));
  run.remove_contents();
  sign(run.lock_, folder);
  write_new_file(folder / kScenarioName, resolved_scenario);
  return run;
}

RunFolder::~RunFolder() {
  remove();
}

void RunFolder::remove_contents() const noexcept {
  ::unlink((folder_ / kTemporaryName).c_str());
  ::unlink((folder_ / kScenarioName).c_str());
}

void RunFolder::remove() noexcept {
  if (!lock_.valid()) {
    return;
  }
  remove_contents();
  ::unlink((folder_ / kLockName).c_str());
  ::rmdir(folder_.c_str()); // stays if somebody else put a file there
  lock_ = FileDescriptor();
}

fs::path RunFolder::place() const {
  return folder_ / kTemporaryName;
}

void RunFolder::publish(const TableSet& merged, const Provenance& provenance) {
  require(lock_.valid(), "a result is published twice");
  write_result(place(), merged, provenance);
  publish_written();
}

void RunFolder::publish_written() {
  require(lock_.valid(), "a result is published twice");
  if (::rename(place().c_str(), result_.c_str()) != 0) {
    refuse(result_, error_text(errno));
  }
  sync_folder(parent_of(result_));
  remove();
}

} // namespace urker::results
