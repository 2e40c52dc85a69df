#include "results/checkpoint_file.hpp"

#include "base/error.hpp"
#include "base/pack.hpp"
#include "results/run_json.hpp"
#include "results/sealed_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace urker::results {
namespace {

constexpr std::string_view kMagic = "urker checkpoint";
constexpr std::uint64_t kFormat = 2;
constexpr std::uint64_t kNumber = sizeof(std::uint64_t);
/// What every format begins with: the magic text, the number of the format, the head's length.
constexpr std::uint64_t kPreamble = kMagic.size() + 2 * kNumber;
constexpr std::uint64_t kMostHead = 1'000'000;
constexpr std::uint64_t kEntry = 2 * kNumber; ///< of the table of images

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string text_of(const CheckpointHead& head) {
  return nlohmann::json{{"identity", head.identity},
                        {"processes", head.processes},
                        {"process_names_sha256", head.process_names_sha256},
                        {"at_ns", nanoseconds(head.at)}}
      .dump();
}

/// Everything before the images.
std::string beginning(const CheckpointHead& head, const std::vector<ImageSize>& sizes) {
  const std::string text = text_of(head);
  Writer numbers;
  numbers(kFormat, std::uint64_t{text.size()});
  Writer table;
  for (const auto& size : sizes) {
    table(std::uint64_t{size.id}, size.bytes);
  }
  return std::string(kMagic)
      .append(as_text(numbers.take()))
      .append(text)
      .append(as_text(table.take()));
}

std::uint64_t sizes_offset(std::uint64_t head_bytes) {
  return kPreamble + head_bytes;
}

/// Where each image is: one behind the other.
std::vector<std::uint64_t> offsets_of(const std::vector<ImageSize>& sizes, std::uint64_t first) {
  std::vector<std::uint64_t> offsets;
  offsets.reserve(sizes.size());
  for (const auto& size : sizes) {
    offsets.push_back(first);
    first += size.bytes;
  }
  return offsets;
}

bool ascending(const std::vector<ImageSize>& sizes) {
  return std::adjacent_find(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) {
           return a.id >= b.id;
         }) == sizes.end();
}

/// The place in `sizes` of a process, which must be there.
std::size_t place_of(std::uint32_t id, const std::vector<ImageSize>& sizes) {
  const auto found = std::lower_bound(sizes.begin(), sizes.end(), id,
                                      [](const ImageSize& a, std::uint32_t b) { return a.id < b; });
  require(found != sizes.end() && found->id == id, "a process is not in the checkpoint");
  return static_cast<std::size_t>(found - sizes.begin());
}

} // namespace

CheckpointWriter::CheckpointWriter(const std::filesystem::path& path, const CheckpointHead& head,
                                   std::vector<ImageSize> sizes)
    : file_(path), at_(head.at) {
  require(ascending(sizes) && sizes.size() == head.processes,
          "a checkpoint's processes are not all of the run in order");
  const std::string bytes = beginning(head, sizes);
  file_.write(0, bytes);
  place_ = {file_.part().string(), bytes.size(), std::move(sizes)};
}

void CheckpointWriter::publish(std::uint64_t images) {
  require(images == place_.sizes.size(), "a checkpoint lacks processes");
  file_.publish();
}

ImageWriter::ImageWriter(const CheckpointPlace& place)
    : path_(place.path), file_(::open(place.path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC)),
      sizes_(place.sizes), offsets_(offsets_of(sizes_, place.first_image)),
      there_(sizes_.size(), false) {
  if (!file_.valid()) {
    fail_to_write(path_, error_text(errno));
  }
}

void ImageWriter::put(std::uint32_t id, std::span<const std::byte> image) {
  const std::size_t place = place_of(id, sizes_);
  require(image.size() == sizes_[place].bytes && !there_[place],
          "a process's image has another size than was said, or comes twice");
  write_at(file_, offsets_[place], as_text(image), path_);
  there_[place] = true;
  ++images_;
}

std::uint64_t ImageWriter::sync() const {
  if (::fsync(file_.get()) != 0) {
    fail_to_write(path_, error_text(errno));
  }
  return images_;
}

CheckpointReader::CheckpointReader(std::filesystem::path path)
    : path_(std::move(path)), file_(open_regular(path_)) {
  if (!file_.valid()) {
    throw Error(Cause::missing_input,
                fmt::format("{}: {}", path_.string(),
                            errno == 0 ? "is not a regular file" : error_text(errno)));
  }
  read_head();
}

void CheckpointReader::read(std::uint64_t offset, void* bytes, std::uint64_t size) const {
  auto* to = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t n = ::pread(file_.get(), to, size, static_cast<off_t>(offset));
    if (n == 0) {
      fail_damaged(path_, "it ends early");
    }
    if (n < 0 && errno != EINTR) {
      throw Error(Cause::invalid_input,
                  fmt::format("{}: cannot be read: {}", path_.string(), error_text(errno)));
    }
    const auto done = static_cast<std::uint64_t>(std::max<ssize_t>(n, 0));
    to += done;
    offset += done;
    size -= done;
  }
}

void CheckpointReader::read_head() {
  std::string magic(std::min<std::uint64_t>(kMagic.size(), size_of(file_)), '\0');
  read(0, magic.data(), magic.size());
  if (magic != kMagic) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: is not a checkpoint of Urker", path_.string()));
  }
  std::array<std::uint64_t, 2> numbers{};
  read(kMagic.size(), numbers.data(), sizeof numbers);
  const auto [format, head_bytes] = numbers;
  if (format != kFormat) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: has the format {}; this version of Urker reads format {}",
                            path_.string(), format, kFormat));
  }
  if (head_bytes > kMostHead) {
    fail_damaged(path_, "its head is too long");
  }
  std::string text(head_bytes, '\0');
  read(kPreamble, text.data(), text.size());
  reading(path_, [&] {
    const auto json = nlohmann::json::parse(text);
    json.at("identity").get_to(head_.identity);
    json.at("processes").get_to(head_.processes);
    json.at("process_names_sha256").get_to(head_.process_names_sha256);
    head_.at = Time(Duration(json.at("at_ns").get<std::int64_t>()));
  });
  read_sizes(sizes_offset(head_bytes));
}

void CheckpointReader::read_sizes(std::uint64_t offset) {
  const std::uint64_t file_bytes = size_of(file_);
  if (offset > file_bytes || head_.processes > (file_bytes - offset) / kEntry) {
    fail_damaged(path_, "its table of processes ends early");
  }
  std::vector<std::array<std::uint64_t, 2>> entries(head_.processes);
  read(offset, entries.data(), entries.size() * kEntry);
  std::uint64_t rest = file_bytes - offset - entries.size() * kEntry;
  for (const auto& [id, bytes] : entries) {
    if (id > std::numeric_limits<std::uint32_t>::max() || bytes > rest) {
      fail_damaged(path_, "its table of processes does not fit it");
    }
    rest -= bytes;
    sizes_.push_back({static_cast<std::uint32_t>(id), bytes});
  }
  if (rest != 0 || !ascending(sizes_)) {
    fail_damaged(path_, "its table of processes does not fit it");
  }
  offsets_ = offsets_of(sizes_, offset + entries.size() * kEntry);
}

std::vector<std::byte> CheckpointReader::image(std::uint32_t id) const {
  const std::size_t place = place_of(id, sizes_);
  std::vector<std::byte> bytes(sizes_[place].bytes);
  read(offsets_[place], bytes.data(), bytes.size());
  return bytes;
}

} // namespace urker::results
