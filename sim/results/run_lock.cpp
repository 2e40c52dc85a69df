#include "results/run_lock.hpp"

#include "base/host.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace urker::results {

namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = "lock";

/// Makes the folder; a present one must be ours or empty.
void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0777) == 0) {
    return;
  }
  if (errno != EEXIST) {
    fail_to_write(folder, fmt::format("cannot make this folder: {}", error_text(errno)));
  }
  struct stat status {};
  if (::lstat(folder.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
    fail_to_write(folder, "is in the way: the run needs a folder of this name");
  }
  std::error_code ignored;
  const fs::directory_iterator contents(folder, ignored);
  const bool empty = ignored || contents == fs::directory_iterator();
  if (!empty && ::access((folder / kLockName).c_str(), F_OK) != 0) {
    fail_to_write(folder, "is in the way: it is not empty, and not the folder of a run");
  }
}

/// What the run that holds the lock wrote into it.
std::string holder_of(const fs::path& folder) {
  const FileDescriptor lock = open_regular(folder / kLockName);
  std::array<char, 256> text{};
  const ssize_t size = ::pread(lock.get(), text.data(), text.size(), 0);
  std::string holder(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!holder.empty() && holder.back() == '\n') {
    holder.pop_back();
  }
  return holder.empty() ? "another run" : holder;
}

struct Attempt {
  FileDescriptor lock; ///< not valid: try again
  bool held = false;   ///< by another
};

/// A folder that vanishes meanwhile is not an error: its run ended.
Attempt try_lock(const fs::path& folder) {
  const fs::path path = folder / kLockName;
  FileDescriptor lock(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!lock.valid()) {
    if (errno == ENOENT) {
      return {};
    }
    fail_to_write(path, error_text(errno));
  }
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      return {{}, true};
    }
    fail_to_write(
        path, fmt::format("this file system cannot lock files ({}); write the result to another",
                          error_text(errno)));
  }
  struct stat locked {};
  struct stat named {};
  const bool same = ::fstat(lock.get(), &locked) == 0 && ::stat(path.c_str(), &named) == 0 &&
                    locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
  return {same ? std::move(lock) : FileDescriptor(), false};
}

} // namespace

FileDescriptor make_and_lock(const fs::path& folder) {
  constexpr int kAttempts = 100; // each failure means that another run ended in this instant
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    make_folder(folder);
    auto [lock, held] = try_lock(folder);
    if (held) {
      fail_to_write(folder, fmt::format("is in use by {}", holder_of(folder)));
    }
    if (lock.valid()) {
      return std::move(lock);
    }
  }
  fail_to_write(folder, "cannot be locked: other runs make and remove it all the time");
}

FileDescriptor lock_within(const fs::path& folder, std::chrono::milliseconds patience) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kPause(100);
  for (const auto end = Clock::now() + patience;; std::this_thread::sleep_for(kPause)) {
    auto [lock, held] = try_lock(folder);
    if (lock.valid()) {
      return std::move(lock);
    }
    if (!held) {
      fail_to_write(folder, "is gone: its run has ended");
    }
    if (Clock::now() >= end) {
      fail_to_write(folder, fmt::format("is in use by {}", holder_of(folder)));
    }
  }
}

void sign_lock(const FileDescriptor& lock, const fs::path& folder) {
  const std::string text = fmt::format("process {} on {} since {:%Y-%m-%dT%H:%M:%SZ}\n", ::getpid(),
                                       host_name(), fmt::gmtime(std::time(nullptr)));
  const bool written =
      ::ftruncate(lock.get(), 0) == 0 &&
      ::pwrite(lock.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
  if (!written) {
    fail_to_write(folder / kLockName, error_text(errno));
  }
}

void remove_lock(const fs::path& folder) noexcept {
  ::unlink((folder / kLockName).c_str());
}

} // namespace urker::results
