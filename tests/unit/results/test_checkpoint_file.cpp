#include "base/error.hpp"
#include "results/checkpoint_file.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <random>

#include "checkpoint_sample.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;

namespace {

void write_checkpoint(const std::filesystem::path& path, const std::vector<std::uint32_t>& order) {
  const Time at = sample_time(60);
  CheckpointWriter writer(path, sample_head(at), sample_sizes(at));
  writer.publish(put_images(writer, order));
}

/// Reads all of it; what is said of it if it cannot be.
std::string fault_in(const std::filesystem::path& path, Cause cause = Cause::invalid_input) {
  try {
    const CheckpointReader reader(path);
    for (const auto& size : reader.sizes()) {
      static_cast<void>(reader.image(size.id));
    }
  } catch (const Error& error) {
    CHECK(error.cause() == cause);
    return error.what();
  }
  return "none";
}

} // namespace

TEST_CASE("A checkpoint is the same in whatever order its images come, and gives them back") {
  const TemporaryFolder folder;
  write_checkpoint(folder / "a", {0, 1, 2, 3, 4});
  write_checkpoint(folder / "b", {4, 1, 3, 0, 2});
  CHECK(read_bytes(folder / "a") == read_bytes(folder / "b"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"a", "b"});
  const CheckpointReader reader(folder / "a");
  CHECK(reader.head().identity == sample_head().identity);
  CHECK(reader.head().process_names_sha256 == sample_head().process_names_sha256);
  CHECK(reader.head().at == sample_time(60));
  REQUIRE(reader.sizes().size() == 5);
  for (const std::uint32_t id : {3U, 0U, 4U}) {
    CHECK(reader.sizes()[id].bytes == sample_image(id, sample_time(60)).size());
    CHECK(reader.image(id) == sample_image(id, sample_time(60)));
  }
  CHECK_THROWS_AS(reader.image(5), Error);
}

TEST_CASE("A checkpoint that lacks an image, or has one twice or of another size, is none") {
  const TemporaryFolder folder;
  const Time at = sample_time(60);
  {
    CheckpointWriter writer(folder / "x", sample_head(at), sample_sizes(at));
    ImageWriter images(writer.place());
    for (const std::uint32_t id : {0U, 1U, 2U, 3U}) {
      images.put(id, sample_image(id, at));
    }
    CHECK_THROWS_AS(images.put(0, sample_image(0, at)), Error);
    CHECK_THROWS_AS(images.put(4, sample_image(0, at)), Error);
    CHECK_THROWS_AS(images.put(5, sample_image(0, at)), Error);
    CHECK_THROWS_AS(writer.publish(images.sync()), Error);
  }
  CHECK(names_in(folder.path()).empty());
  auto sizes = sample_sizes(at);
  std::swap(sizes[0], sizes[1]);
  CHECK_THROWS_AS(CheckpointWriter(folder / "x", sample_head(at), sizes), Error);
  sizes.pop_back();
  CHECK_THROWS_AS(CheckpointWriter(folder / "x", sample_head(at), sizes), Error);
}

TEST_CASE("What is no checkpoint, or one of another format, is refused with the reason") {
  const TemporaryFolder folder;
  write_checkpoint(folder / "x", {0, 1, 2, 3, 4});
  const std::string bytes = read_bytes(folder / "x");
  write_bytes(folder / "empty", "");
  write_bytes(folder / "hdf5", "\x89HDF\r\n\x1a\n and more");
  for (const char* foreign : {"empty", "hdf5"}) {
    CHECK_THAT(fault_in(folder / foreign), Contains("is not a checkpoint of Urker"));
  }
  std::string other = bytes;
  other[16] = 7; // the number of the format
  write_bytes(folder / "newer", other);
  CHECK_THAT(fault_in(folder / "newer"), Contains("format 7") && Contains("reads format 2"));
  write_bytes(folder / "longer", bytes + "x");
  CHECK_THAT(fault_in(folder / "longer"), Contains("is damaged"));
  CHECK_THAT(fault_in(folder / "none", Cause::missing_input), Contains("No such file"));
  CHECK_THAT(fault_in(folder.path(), Cause::missing_input), Contains("not a regular file"));
}

TEST_CASE("Reading a checkpoint that is cut or changed anywhere ends in good order") {
  const TemporaryFolder folder;
  write_checkpoint(folder / "x", {0, 1, 2, 3, 4});
  const std::string bytes = read_bytes(folder / "x");
  for (std::size_t i = 0; i < 100; ++i) {
    write_bytes(folder / "cut", bytes.substr(0, bytes.size() * i / 100));
    CHECK_THAT(fault_in(folder / "cut"), Contains("cut: "));
  }
  std::minstd_rand random(3);
  for (int i = 0; i < 400; ++i) {
    std::string changed = bytes;
    changed[random() % (i < 200 ? changed.size() : 800U)] ^= static_cast<char>(1 << random() % 8);
    write_bytes(folder / "changed", changed);
    static_cast<void>(fault_in(folder / "changed")); // images have no check of their own
  }
}
