#include "results/text_heap.hpp"

#include "results/hdf5_objects.hpp"

#include <optional>

namespace urker::results::hdf5 {
namespace {

/// Of more texts than this the heap forgets where they are: those that come again are stored again.
constexpr std::size_t kMostKnown = 1'000'000;

} // namespace

/// HDF5 stores texts only for a dataset. One without a name does; it goes, the texts stay: nothing
/// in HDF5 counts who refers to them.
void TextHeap::store(const std::vector<const char*>& words) {
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "set up texts");
  const hsize_t count = words.size();
  check(H5Pset_chunk(creation.get(), 1, &count), "set up texts");
  check(H5Pset_obj_track_times(creation.get(), false), "set up texts");
  const Handle type = text_type();
  const Handle space = row_space(count);
  const Handle dataset(H5Dcreate_anon(file_, type.get(), space.get(), creation.get(), H5P_DEFAULT),
                       H5Dclose, "make texts");
  check(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, words.data()),
        "write texts");
  check(H5Dflush(dataset.get()), "write texts");
  const hsize_t start = 0;
  hsize_t bytes = 0;
  check(H5Dget_chunk_storage_size(dataset.get(), &start, &bytes), "ask for texts");
  std::vector<TextPlace> places(count);
  if (bytes != count * sizeof(TextPlace)) {
    throw Failure("HDF5 keeps texts in another form than it used to");
  }
  std::uint32_t filters = 0;
  check(H5Dread_chunk(dataset.get(), H5P_DEFAULT, &start, &filters, places.data()),
        "ask for texts");
  for (std::size_t i = 0; i < count; ++i) {
    known_.emplace(words[i], places[i]);
  }
}

std::vector<TextPlace> TextHeap::places(const TextColumn& texts, std::size_t first,
                                        std::size_t count) {
  if (known_.size() > kMostKnown) {
    known_.clear();
  }
  std::vector<bool> seen(texts.words().size());
  std::vector<const char*> fresh;
  for (std::size_t row = first; row < first + count; ++row) {
    const auto code = texts.code(row);
    if (!seen[code] && !known_.contains(texts.words()[code])) {
      fresh.push_back(texts.words()[code].c_str());
    }
    seen[code] = true;
  }
  if (!fresh.empty()) {
    store(fresh);
  }
  std::vector<std::optional<TextPlace>> of_code(texts.words().size());
  std::vector<TextPlace> places;
  places.reserve(count);
  for (std::size_t row = first; row < first + count; ++row) {
    auto& place = of_code[texts.code(row)];
    if (!place) {
      place = known_.at(texts.at(row));
    }
    places.push_back(*place);
  }
  return places;
}

} // namespace urker::results::hdf5
