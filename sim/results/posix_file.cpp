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
  return ::fsync(descriptor) == 0 ? 0 : errno;
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
    throw Error(Cause::cannot_write, fmt::format("{}: {}", path.string(), error_text(errno)));
  }
  if (const int error = write_all(file.get(), bytes); error != 0) {
    ::unlink(path.c_str());
    throw Error(Cause::cannot_write, fmt::format("{}: {} ({} bytes are needed)", path.string(),
                                                 error_text(error), bytes.size()));
  }
}

void sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid() || (::fsync(directory.get()) != 0 && errno != EINVAL)) {
    throw Error(Cause::cannot_write, fmt::format("{}: {}", folder.string(), error_text(errno)));
  }
}

} // namespace urker::results
