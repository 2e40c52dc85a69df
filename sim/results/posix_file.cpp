#include "results/posix_file.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace urker::results {

namespace {

/// 0, or what errno said.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return errno;
    }
    bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  return 0;
}

} // namespace

FileDescriptor::~FileDescriptor() {
  if (valid()) {
    ::close(descriptor_);
  }
}

std::string error_text(int error_number) {
  return std::generic_category().message(error_number);
}

void fail_to_write(const std::filesystem::path& path, std::string_view reason) {
  throw Error(Cause::cannot_write, fmt::format("{}: {}", path.string(), reason));
}

bool has_hdf5_signature(const FileDescriptor& file) {
  constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
  std::array<char, kSignature.size()> head{};
  return ::pread(file.get(), head.data(), head.size(), 0) == static_cast<ssize_t>(head.size()) &&
         std::string_view(head.data(), head.size()) == kSignature;
}

void write_new_file(const std::filesystem::path& path, std::string_view bytes) {
  constexpr mode_t kMode = 0666; // less what the user's mask takes away
  const FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode));
  if (!file.valid()) {
    fail_to_write(path, error_text(errno));
  }
  if (const int error = write_all(file.get(), bytes); error != 0) {
    ::unlink(path.c_str());
    throw Error(Cause::cannot_write, fmt::format("{}: {} ({} bytes are needed)", path.string(),
                                                 error_text(error), bytes.size()));
  }
}

void write_at(const FileDescriptor& file, std::uint64_t offset, std::string_view bytes,
              const std::filesystem::path& path) {
  const std::uint64_t end = offset + bytes.size();
  while (!bytes.empty()) {
    const ssize_t n =
        ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(end - bytes.size()));
    if (n < 0 && errno != EINTR) {
      throw Error(Cause::cannot_write, fmt::format("{}: {} ({} bytes are needed)", path.string(),
                                                   error_text(errno), end));
    }
    bytes.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
  }
}

PartFile::PartFile(std::filesystem::path path) : path_(std::move(path)) {
  constexpr mode_t kMode = 0666; // less what the user's mask takes away
  const std::filesystem::path part = path_.string() + ".part";
  ::unlink(part.c_str()); // of a run that was killed
  file_ = FileDescriptor(
      ::open(part.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode));
  if (!file_.valid()) {
    fail_to_write(part, error_text(errno));
  }
  part_ = part;
}

PartFile::PartFile(PartFile&& other) noexcept
    : path_(std::move(other.path_)), part_(std::exchange(other.part_, {})),
      file_(std::move(other.file_)) {}

PartFile::~PartFile() {
  if (!part_.empty()) {
    ::unlink(part_.c_str());
  }
}

void PartFile::write(std::uint64_t offset, std::string_view bytes) {
  write_at(file_, offset, bytes, path_);
}

void PartFile::publish() {
  if (::fsync(file_.get()) != 0 || ::rename(part_.c_str(), path_.c_str()) != 0) {
    fail_to_write(path_, error_text(errno));
  }
  part_.clear();
}

void remove_file(const std::filesystem::path& path) noexcept {
  ::unlink(path.c_str());
}

void give_name(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    fail_to_write(to, error_text(errno));
  }
}

void replace_file(const std::filesystem::path& path, std::string_view bytes) {
  PartFile file(path);
  file.write(0, bytes);
  file.publish();
}

FileDescriptor open_regular(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (file.valid() && (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))) {
    errno = 0;
    return {};
  }
  return file;
}

std::uint64_t size_of(const FileDescriptor& file) {
  struct stat status {};
  require(::fstat(file.get(), &status) == 0, "an open file has no size");
  return static_cast<std::uint64_t>(status.st_size);
}

std::string read_small_file(const std::filesystem::path& path, std::uint64_t most_bytes) {
  const FileDescriptor file = open_regular(path);
  if (!file.valid()) {
    const int error = errno;
    throw Error(error == ENOENT ? Cause::missing_input : Cause::invalid_input,
                fmt::format("{}: {}", path.string(),
                            error == 0 ? "is not a regular file" : error_text(error)));
  }
  const std::uint64_t size = size_of(file);
  if (size > most_bytes) {
    throw Error(Cause::invalid_input, fmt::format("{}: {} bytes are more than it may have ({})",
                                                  path.string(), size, most_bytes));
  }
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n =
        ::pread(file.get(), bytes.data() + done, size - done, static_cast<off_t>(done));
    if (n == 0 || (n < 0 && errno != EINTR)) {
      throw Error(Cause::invalid_input, fmt::format("{}: cannot be read", path.string()));
    }
    done += n > 0 ? static_cast<std::size_t>(n) : 0;
  }
  return bytes;
}

void sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid() || (::fsync(directory.get()) != 0 && errno != EINVAL)) {
    fail_to_write(folder, error_text(errno));
  }
}

} // namespace urker::results
