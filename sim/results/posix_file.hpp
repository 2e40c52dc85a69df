#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

// Private to this folder: files that are complete, or an error says why not.
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

/// Throws `Error{cannot_write}`.
[[noreturn]] void fail_to_write(const std::filesystem::path& path, std::string_view reason);

/// Whether an open file begins as HDF5 files do.
[[nodiscard]] bool has_hdf5_signature(const FileDescriptor& file);

/// Makes `path`, which must not exist, with these bytes. Throws `Error{cannot_write}` with path,
/// reason and the bytes that were needed; then there is no file. They are not forced to the disk.
void write_new_file(const std::filesystem::path& path, std::string_view bytes);

/// Writes to an open file, of which errors say that it is `path`. Throws `Error{cannot_write}`.
void write_at(const FileDescriptor& file, std::uint64_t offset, std::string_view bytes,
              const std::filesystem::path& path);

/// A file in the making: `path` with ".part" behind it, replaced if it is there, until it is whole.
/// Everything throws `Error{cannot_write}` with path and reason.
class PartFile {
 public:
  explicit PartFile(std::filesystem::path path);
  PartFile(PartFile&& other) noexcept;
  PartFile& operator=(PartFile&&) = delete;
  /// Removes what was not published.
  ~PartFile();
  void write(std::uint64_t offset, std::string_view bytes);
  [[nodiscard]] const FileDescriptor& descriptor() const { return file_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// What it is called so far.
  [[nodiscard]] const std::filesystem::path& part() const { return part_; }
  /// Makes the bytes durable and gives the file its name, for good after `sync_folder`. To be
  /// called once, last.
  void publish();

 private:
  std::filesystem::path path_;
  std::filesystem::path part_; ///< empty: nothing to remove
  FileDescriptor file_;
};

/// Does nothing where there is none, or it may not go.
void remove_file(const std::filesystem::path& path) noexcept;
/// Throws `Error{cannot_write}`.
void give_name(const std::filesystem::path& from, const std::filesystem::path& to);

/// `path` has these bytes, or is as it was. Throws `Error{cannot_write}`.
void replace_file(const std::filesystem::path& path, std::string_view bytes);

/// Opens a regular file to read it; never waits (a FIFO), never follows a last link. Not valid if
/// it cannot be had; errno says why, 0 for what is no regular file.
[[nodiscard]] FileDescriptor open_regular(const std::filesystem::path& path);
[[nodiscard]] std::uint64_t size_of(const FileDescriptor& file);
/// The whole of a small file. Throws `Error{missing_input}` if it is not there, `invalid_input` if
/// it cannot be read or is larger than `most_bytes`.
[[nodiscard]] std::string read_small_file(const std::filesystem::path& path,
                                          std::uint64_t most_bytes);

/// Forces a folder's entries to the disk: without it a rename may be lost with the power.
/// Throws `Error{cannot_write}`; file systems that cannot do it are left in peace.
void sync_folder(const std::filesystem::path& folder);

} // namespace urker::results
