#include "results/chunk_codec.hpp"

#include "base/error.hpp"
#include "results/chunk_form.hpp"
#include "results/hdf5_handle.hpp"
#include "results/hdf5_objects.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

namespace urker::results {
namespace {

using hdf5::check;
using hdf5::Handle;

/// A fifth faster than the next, for a fiftieth of the space.
constexpr unsigned kDeflateLevel = 1;

Handle make_memory_file() {
  hdf5::initialise();
  constexpr std::size_t kGrowth = std::size_t{1} << 20;
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "set up memory");
  check(H5Pset_fapl_core(access.get(), kGrowth, false), "set up memory");
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110), "set up memory");
  static int number = 0; // HDF5 tells files in memory apart by their names
  const std::string name = fmt::format("urker {}", ++number);
  return {H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), H5Fclose,
          "get memory"};
}

Handle opaque(std::size_t bytes) {
  return {H5Tcreate(H5T_OPAQUE, bytes), H5Tclose, "make a type"};
}

} // namespace

Handle hdf5::creation_of(const ChunkForm& form) {
  Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "set up a dataset");
  check(H5Pset_obj_track_times(creation.get(), false), "set up a dataset");
  if (form.rows == 0) { // a chunk cannot be empty
    return creation;
  }
  const hsize_t rows = form.rows;
  check(H5Pset_chunk(creation.get(), 1, &rows), "set up a dataset");
  if (form.shuffled) {
    check(H5Pset_shuffle(creation.get()), "set up compression");
  }
  if (form.compressed) {
    check(H5Pset_deflate(creation.get(), kDeflateLevel), "set up compression");
  }
  if (form.checksum) {
    check(H5Pset_fletcher32(creation.get()), "set up checksums");
  }
  return creation;
}

/// HDF5 has no function for it; so a file in memory has a dataset of one chunk for each form.
struct ChunkCodec::Work {
  Handle file = make_memory_file();
  std::map<ChunkForm, Handle> datasets;

  hid_t dataset_for(const ChunkForm& form) {
    auto found = datasets.find(form);
    if (found == datasets.end()) {
      const Handle creation = hdf5::creation_of(form);
      const Handle space = hdf5::row_space(form.rows);
      found = datasets
                  .emplace(form, Handle(H5Dcreate_anon(file.get(), opaque(form.value_bytes).get(),
                                                       space.get(), creation.get(), H5P_DEFAULT),
                                        H5Dclose, "get memory"))
                  .first;
    }
    return found->second.get();
  }
};

ChunkCodec::ChunkCodec() : work_(std::make_unique<Work>()) {}
ChunkCodec::~ChunkCodec() = default;

CodedChunk ChunkCodec::encode(const PlainChunk& chunk) {
  require(chunk.values.size() == chunk.form.rows * chunk.form.value_bytes,
          "a chunk has another size than its form");
  const hid_t dataset = work_->dataset_for(chunk.form);
  check(H5Dwrite(dataset, opaque(chunk.form.value_bytes).get(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                 chunk.values.data()),
        "encode a chunk");
  check(H5Dflush(dataset), "encode a chunk");
  const hsize_t start = 0;
  hsize_t bytes = 0;
  check(H5Dget_chunk_storage_size(dataset, &start, &bytes), "encode a chunk");
  CodedChunk coded{0, Bytes(bytes)};
  check(H5Dread_chunk(dataset, H5P_DEFAULT, &start, &coded.left_out, coded.bytes.data()),
        "encode a chunk");
  return coded;
}

std::vector<CodedChunk> ChunkCodec::encode(std::vector<PlainChunk> chunks) {
  std::vector<CodedChunk> coded;
  for (auto& chunk : chunks) {
    const bool plain = !chunk.form.compressed && !chunk.form.checksum; // nothing to be done
    coded.push_back(plain ? CodedChunk{0, std::move(chunk.values)} : encode(chunk));
  }
  return coded;
}

} // namespace urker::results
