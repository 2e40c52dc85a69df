#include "results/file_record.hpp"

#include "base/error.hpp"
#include "results/posix_file.hpp"
#include "results/sha256.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace urker::results {
namespace {

/// Nothing if the disk fails.
std::optional<std::string> sha256_of(const FileDescriptor& file) {
  Sha256 hash;
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t n = ::read(file.get(), block.data(), block.size());
    if (n == 0) {
      return hash.hex();
    }
    if (n > 0) {
      hash.update(block.data(), static_cast<std::size_t>(n));
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
}

} // namespace

FileRecord record_of(const std::filesystem::path& folder, const std::string& name) {
  const FileDescriptor file = open_regular(folder / name);
  const auto hash = file.valid() ? sha256_of(file) : std::nullopt;
  if (!hash) {
    throw Error(Cause::missing_input, fmt::format("{}: {}", (folder / name).string(),
                                                  error_text(errno == 0 ? EINVAL : errno)));
  }
  // Nobody reads it soon: its memory is better used for what the run does next.
  ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  return {name, size_of(file), *hash};
}

std::string fault_of(const std::filesystem::path& folder, const FileRecord& record) {
  const std::string path = (folder / record.name).string();
  const FileDescriptor file = open_regular(path);
  if (!file.valid()) {
    return fmt::format("{}: {}", path, errno == 0 ? "is not a regular file" : error_text(errno));
  }
  if (const auto bytes = size_of(file); bytes != record.bytes) {
    return fmt::format("{}: is damaged: it has {} bytes instead of {}", path, bytes, record.bytes);
  }
  const auto hash = sha256_of(file);
  if (!hash) {
    return fmt::format("{}: cannot be read: {}", path, error_text(errno));
  }
  return *hash == record.sha256 ? std::string()
                                : fmt::format("{}: is damaged: it does not have its SHA-256", path);
}

} // namespace urker::results
