#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

// Private to this folder: files that are complete and durable, or an error says why not.
namespace urker::results {

/// Owns one POSIX file descriptor.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(FileDescriptor&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileDescriptor();
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool valid() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

/// What errno's value means.
[[nodiscard]] std::string error_text(int error_number);

/// Whether an open file begins as HDF5 files do.
[[nodiscard]] bool has_hdf5_signature(const FileDescriptor& file);

/// Makes `path`, which must not exist, with these bytes, and forces them to the disk. Throws
/// `Error{cannot_write}` with path, reason and the bytes that were needed; then there is no file.
void write_new_file(const std::filesystem::path& path, std::string_view bytes);

/// Forces a folder's entries to the disk: without it a rename may be lost with the power.
/// Throws `Error{cannot_write}`; file systems that cannot do it are left in peace.
void sync_folder(const std::filesystem::path& folder);

} // namespace urker::results
