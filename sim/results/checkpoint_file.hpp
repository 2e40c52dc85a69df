#pragma once

#include "results/posix_file.hpp"
#include "results/run_identity.hpp"
#include "time/time.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace urker::results {

/// What the state in a checkpoint is of. The same for any number of ranks, as is the whole file.
struct CheckpointHead {
  RunIdentity identity;
  std::uint64_t processes = 0;
  std::string process_names_sha256; ///< of their names in order, a line each
  Time at;                          ///< everything before is done, nothing from there on
};

/// The size of a process's image: all there is of it at that instant.
struct ImageSize {
  std::uint32_t id = 0;
  std::uint64_t bytes = 0;
  template <class Packer>
  void pack(Packer& p) {
    p(id, bytes);
  }
};

/// Where the images of a checkpoint in the making go.
struct CheckpointPlace {
  std::string path;              ///< of the file so far
  std::uint64_t first_image = 0; ///< where in it the images begin
  std::vector<ImageSize> sizes;  ///< all processes', ascending by id
  template <class Packer>
  void pack(Packer& p) {
    p(path, first_image, sizes);
  }
};

/// A checkpoint in the making, on one rank. In the file: the magic text, the number of the format,
/// the head as JSON, the table of images by id, the images. Numbers and images in the byte order of
/// the host. Everything throws `Error{cannot_write}` with path and reason; a file that is not
/// published is removed.
class CheckpointWriter {
 public:
  /// `sizes`: all processes, ascending by id.
  CheckpointWriter(const std::filesystem::path& path, const CheckpointHead& head,
                   std::vector<ImageSize> sizes);
  [[nodiscard]] const CheckpointPlace& place() const { return place_; }
  [[nodiscard]] Time at() const { return at_; }
  /// Makes the file durable and gives it its name. To be called once, when all images are there:
  /// so many.
  void publish(std::uint64_t images);

 private:
  PartFile file_;
  Time at_;
  CheckpointPlace place_;
};

/// Writes images of a checkpoint, in any order, on any rank. Throws `Error{cannot_write}`.
class ImageWriter {
 public:
  explicit ImageWriter(const CheckpointPlace& place);
  /// An image of the size that was said. Each once.
  void put(std::uint32_t id, std::span<const std::byte> image);
  /// Forces them to the disk; how many they are.
  [[nodiscard]] std::uint64_t sync() const;

 private:
  std::filesystem::path path_;
  FileDescriptor file_;
  std::vector<ImageSize> sizes_;
  std::vector<std::uint64_t> offsets_; ///< of the image behind each size
  std::vector<bool> there_;
  std::uint64_t images_ = 0;
};

/// Reads a checkpoint whose bytes are known to be right, image by image. Throws
/// `Error{invalid_input}` with path and reason if it is foreign, of another format or does not hold
/// together, `Error{missing_input}` if it is not there.
class CheckpointReader {
 public:
  explicit CheckpointReader(std::filesystem::path path);
  [[nodiscard]] const CheckpointHead& head() const { return head_; }
  /// Ascending by id.
  [[nodiscard]] const std::vector<ImageSize>& sizes() const { return sizes_; }
  [[nodiscard]] std::vector<std::byte> image(std::uint32_t id) const;

 private:
  void read(std::uint64_t offset, void* bytes, std::uint64_t size) const;
  void read_head();
  void read_sizes(std::uint64_t offset);
  std::filesystem::path path_;
  FileDescriptor file_;
  CheckpointHead head_;
  std::vector<ImageSize> sizes_;
  std::vector<std::uint64_t> offsets_;
};

} // namespace urker::results
