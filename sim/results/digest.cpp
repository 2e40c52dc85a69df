#include "results/digest.hpp"

#include "base/error.hpp"
#include "results/guard.hpp"
#include "results/result_reader.hpp"
#include "results/sha256.hpp"
#include "results/value_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace urker::results {

namespace {

using hdf5::check;
using hdf5::Failure;
using hdf5::Handle;

constexpr std::string_view kLeftOut = "/provenance/run";
constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
constexpr std::size_t kMostAttributeBytes = std::size_t{1} << 26;
/// No result nests deeper or has more objects; a damaged one may lead in circles.
constexpr int kMostDepth = 8;
constexpr std::size_t kMostObjects = 100000;

void collect_paths(hid_t group, const std::string& path, int depth, std::set<std::string>& paths) {
  if (depth > kMostDepth) {
    throw Failure("groups are nested deeper than in any result");
  }
  for (const auto& name : link_names(group, LinkOrder::bytewise)) {
    const std::string child_path = path + "/" + name;
    if (child_path == kLeftOut) {
      continue;
    }
    paths.insert(child_path);
    if (paths.size() > kMostObjects) {
      throw Failure("there are more objects than in any result");
    }
    const Handle child = open_object(group, name);
    if (H5Iget_type(child.get()) == H5I_GROUP) {
      collect_paths(child.get(), child_path, depth + 1, paths);
    }
  }
}

/// Values as HDF5 gives them, with what they hold given back in the end.
class ValueBlock {
 public:
  ValueBlock(const ValueType& type, std::uint64_t count)
      : type_(type), count_(count), values_(type.size() * count) {}
  ValueBlock(const ValueBlock&) = delete;
  ValueBlock& operator=(const ValueBlock&) = delete;
  ~ValueBlock() {
    const hsize_t size = count_;
    if (const hid_t space = H5Screate_simple(1, &size, nullptr); space >= 0) {
      if (type_.owns_memory()) {
        H5Dvlen_reclaim(type_.memory(), space, H5P_DEFAULT, values_.data());
      }
      H5Sclose(space);
    }
  }
  [[nodiscard]] void* data() { return values_.data(); }
  [[nodiscard]] const std::byte* at(std::uint64_t i) const {
    return values_.data() + i * type_.size();
  }

 private:
  const ValueType& type_;
  std::uint64_t count_;
  std::vector<std::byte> values_;
};

/// Feeds one file, object by object, to the hash.
class Digester {
 public:
  explicit Digester(hid_t file) : file_(file) {}

  void add_object(const std::string& path) {
    const Handle object = open_object(file_, path);
    text(path);
    switch (H5Iget_type(object.get())) {
    case H5I_GROUP:
      text("group");
      break;
    case H5I_DATASET:
      text("dataset");
      add_dataset(object.get());
      break;
    default:
      throw Failure(path + " is neither group nor dataset");
    }
    add_attributes(object.get());
  }
  [[nodiscard]] std::string hex() {
    flush();
    return hash_.hex();
  }

 private:
  void text(std::string_view value) {
    append_text(bytes_, value);
    flush();
  }
  void number(std::uint64_t value) {
    append_number(bytes_, value);
    flush();
  }
  void flush() {
    hash_.update(bytes_.data(), bytes_.size());
    bytes_.clear();
  }

  void add_dataset(hid_t dataset) {
    const Handle stored(H5Dget_type(dataset), H5Tclose, "ask for a type");
    const ValueType type(stored.get());
    const Handle space(H5Dget_space(dataset), H5Sclose, "ask for a shape");
    const std::uint64_t length = checked_length(dataset);
    text(type.name());
    const bool scalar = H5Sget_simple_extent_type(space.get()) == H5S_SCALAR;
    number(scalar ? 0 : 1);
    if (!scalar) {
      number(length);
    }
    const std::uint64_t block_rows = std::max<std::uint64_t>(1, kBlockBytes / type.size());
    for (std::uint64_t first = 0; first < length; first += block_rows) {
      const std::uint64_t count = std::min(block_rows, length - first);
      ValueBlock block(type, count);
      read_block(dataset, type.memory(), first, count, block.data());
      for (std::uint64_t i = 0; i < count; ++i) {
        type.append(bytes_, block.at(i), file_);
      }
      flush();
    }
  }

  void add_attributes(hid_t object) {
    std::set<std::string> names;
    check(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, keep_name, &names),
          "list attributes");
    number(names.size());
    for (const auto& name : names) {
      text(name);
      add_attribute(object, name);
    }
  }

  void add_attribute(hid_t object, const std::string& name) {
    const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose,
                           "open an attribute");
    const Handle stored(H5Aget_type(attribute.get()), H5Tclose, "ask for a type");
    const Handle space(H5Aget_space(attribute.get()), H5Sclose, "ask for a shape");
    const ValueType type(stored.get());
    const int rank = check(H5Sget_simple_extent_ndims(space.get()), "ask for a shape");
    const hssize_t count = check(H5Sget_simple_extent_npoints(space.get()), "ask for a shape");
    if (rank > 1 || static_cast<std::size_t>(count) > kMostAttributeBytes / type.size()) {
      throw Failure("an attribute is larger than any result has");
    }
    text(type.name());
    number(static_cast<std::uint64_t>(rank));
    for (int i = 0; i < rank; ++i) {
      number(static_cast<std::uint64_t>(count));
    }
    ValueBlock block(type, static_cast<std::uint64_t>(count));
    check(H5Aread(attribute.get(), type.memory(), block.data()), "read an attribute");
    add_values(type, block, static_cast<std::uint64_t>(count), name == "REFERENCE_LIST");
  }

  /// The list of who uses a dimension scale grows in the order of attaching, which says nothing.
  void add_values(const ValueType& type, const ValueBlock& block, std::uint64_t count,
                  bool any_order) {
    std::vector<std::string> values(count);
    for (std::uint64_t i = 0; i < count; ++i) {
      type.append(values[i], block.at(i), file_);
    }
    if (any_order) {
      std::sort(values.begin(), values.end());
    }
    for (const auto& value : values) {
      bytes_ += value;
    }
    flush();
  }

  static herr_t keep_name(hid_t, const char* name, const H5A_info_t*, void* names) {
    static_cast<std::set<std::string>*>(names)->emplace(name);
    return 0;
  }

  hid_t file_;
  Sha256 hash_;
  std::string bytes_; ///< not yet hashed
};

std::string digest_here(const std::filesystem::path& path) {
  const Handle file = open_result(path);
  try {
    std::set<std::string> paths{"/"};
    collect_paths(open_object(file.get(), "/").get(), "", 0, paths);
    Digester digester(file.get());
    for (const auto& object_path : paths) {
      digester.add_object(object_path);
    }
    return digester.hex();
  } catch (const Failure& failure) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: is damaged: {}", path.string(), failure.what()));
  }
}

} // namespace

std::string digest(const std::filesystem::path& path) {
  return in_child_process(path, [&path] { return digest_here(path); });
}

} // namespace urker::results
