#pragma once

#include "results/posix_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace urker::results {

/// Bytes that memory should not hold, in a file without a name: it is gone with this object, or
/// with the process.
class SpillFile {
 public:
  /// The file lies in the folder of `beside`. Throws `Error{cannot_write}`, as does `append`.
  explicit SpillFile(const std::filesystem::path& beside);
  void append(std::span<const std::byte> bytes);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Bytes that were appended before. Throws `Error{cannot_write}` if the disk fails.
  void read(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  [[noreturn]] void fail(int error_number) const;
  std::filesystem::path folder_;
  FileDescriptor file_;
  std::uint64_t size_ = 0;
};

} // namespace urker::results
