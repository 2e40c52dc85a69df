#include "results/result_reader.hpp"

#include "base/error.hpp"
#include "results/posix_file.hpp"
#include "results/result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace urker::results {

namespace {

namespace fs = std::filesystem;
using hdf5::check;
using hdf5::Failure;
using hdf5::Handle;

void check_signature(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    throw Error(Cause::missing_input, fmt::format("{}: {}", path.string(), error_text(errno)));
  }
  if (!S_ISREG(status.st_mode)) {
    throw Error(Cause::invalid_input, fmt::format("{}: is not a regular file", path.string()));
  }
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) {
    throw Error(Cause::missing_input, fmt::format("{}: {}", path.string(), error_text(errno)));
  }
  if (!has_hdf5_signature(file)) {
    throw Error(Cause::invalid_input, fmt::format("{}: is not an HDF5 file", path.string()));
  }
}

/// Without HDF5's locks: they fail on many cluster file systems, and a result never changes.
Handle open_file(const fs::path& path) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "set up file access");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "set up file access");
  check(H5Pset_file_locking(access.get(), false, true), "set up file access");
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose, "open the file"};
}

/// Nothing unless the attribute exists, is scalar and of the class.
std::optional<Handle> scalar_attribute(hid_t object, const char* name, H5T_class_t wanted) {
  if (check(H5Aexists(object, name), "look for an attribute") == 0) {
    return std::nullopt;
  }
  Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "open an attribute");
  const Handle type(H5Aget_type(attribute.get()), H5Tclose, "ask for a type");
  const Handle space(H5Aget_space(attribute.get()), H5Sclose, "ask for a shape");
  const bool fits =
      H5Tget_class(type.get()) == wanted && H5Sget_simple_extent_type(space.get()) == H5S_SCALAR;
  return fits ? std::optional(std::move(attribute)) : std::nullopt;
}

herr_t keep_name(hid_t, const char* name, const H5L_info_t* info, void* names) {
  if (info->type != H5L_TYPE_HARD) {
    return -1;
  }
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

void check_own_storage(hid_t dataset) {
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose, "ask for the layout");
  const H5D_layout_t layout = H5Pget_layout(creation.get());
  const bool own = layout == H5D_COMPACT || layout == H5D_CHUNKED || layout == H5D_CONTIGUOUS;
  if (!own || H5Pget_external_count(creation.get()) != 0) {
    throw Failure("a dataset keeps its values elsewhere, as no result does");
  }
}

} // namespace

Handle open_result(const fs::path& path) {
  return open_tables(path, {kFileType, kFormat});
}

Handle open_tables(const fs::path& path, const FileKind& kind) {
  hdf5::initialise();
  check_signature(path);
  try {
    Handle file = open_file(path);
    if (text_attribute(file.get(), "file_type") != kind.file_type) {
      const std::string_view what(std::strchr(kind.file_type, ' '));
      throw Error(Cause::invalid_input,
                  fmt::format("{}: is an HDF5 file, but not a{} of Urker", path.string(), what));
    }
    const auto format = integer_attribute(file.get(), "urker_format");
    if (format != kind.format) {
      throw Error(Cause::invalid_input,
                  fmt::format("{}: has the format {}; this version of Urker reads format {}",
                              path.string(), format ? std::to_string(*format) : "(none)",
                              kind.format));
    }
    return file;
  } catch (const Failure& failure) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: is damaged or cut short: {}", path.string(), failure.what()));
  }
}

std::vector<std::string> link_names(hid_t group, LinkOrder order) {
  std::vector<std::string> names;
  const Handle creation(H5Gget_create_plist(group), H5Pclose, "ask for the group's order");
  unsigned tracked = 0;
  check(H5Pget_link_creation_order(creation.get(), &tracked), "ask for the group's order");
  const bool as_written = order == LinkOrder::as_written && (tracked & H5P_CRT_ORDER_TRACKED) != 0;
  check(H5Literate(group, as_written ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME, H5_ITER_INC, nullptr,
                   keep_name, &names),
        "list a group (a result has no soft or external links)");
  if (!as_written) {
    std::sort(names.begin(), names.end());
  }
  return names;
}

Handle open_object(hid_t location, const std::string& path) {
  return {H5Oopen(location, path.c_str(), H5P_DEFAULT), H5Oclose, "open an object"};
}

std::uint64_t checked_length(hid_t dataset) {
  check_own_storage(dataset);
  const Handle space(H5Dget_space(dataset), H5Sclose, "ask for a shape");
  const H5S_class_t kind = H5Sget_simple_extent_type(space.get());
  const int rank = check(H5Sget_simple_extent_ndims(space.get()), "ask for a shape");
  if (kind == H5S_SCALAR) {
    return 1;
  }
  if (kind != H5S_SIMPLE || rank != 1) {
    throw Failure(fmt::format("a dataset has {} dimensions where a result has one", rank));
  }
  hsize_t length = 0;
  check(H5Sget_simple_extent_dims(space.get(), &length, nullptr), "ask for a shape");
  const Handle type(H5Dget_type(dataset), H5Tclose, "ask for a type");
  // Deflate shrinks at most 1032-fold. More rows than that are a damaged number, and reading them
  // would take for ever.
  constexpr std::uint64_t kMostCompression = 1032;
  const std::uint64_t stored = H5Dget_storage_size(dataset);
  const std::uint64_t size = std::max<std::uint64_t>(1, H5Tget_size(type.get()));
  if (length / kMostCompression > (stored + kMostCompression) / size) {
    throw Failure(fmt::format("a dataset claims {} rows in {} bytes", length, stored));
  }
  return length;
}

void read_block(hid_t dataset, hid_t memory_type, std::uint64_t first, std::uint64_t count,
                void* values) {
  const Handle file_space(H5Dget_space(dataset), H5Sclose, "ask for a shape");
  const hsize_t start = first;
  const hsize_t size = count;
  const Handle memory_space(H5Screate_simple(1, &size, nullptr), H5Sclose, "make a row dimension");
  if (H5Sget_simple_extent_type(file_space.get()) != H5S_SCALAR) {
    check(H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, &start, nullptr, &size, nullptr),
          "choose rows");
  }
  check(H5Dread(dataset, memory_type, memory_space.get(), file_space.get(), H5P_DEFAULT, values),
        "read values");
}

std::optional<std::string> text_attribute(hid_t object, const char* name) {
  const auto attribute = scalar_attribute(object, name, H5T_STRING);
  if (!attribute) {
    return std::nullopt;
  }
  const Handle stored(H5Aget_type(attribute->get()), H5Tclose, "ask for a type");
  if (check(H5Tis_variable_str(stored.get()), "ask for a type") == 0) {
    return std::nullopt; // we write none such, apart from HDF5's own bookkeeping
  }
  char* text = nullptr; // HDF5 does not turn ASCII into UTF-8, so in the stored type
  check(H5Aread(attribute->get(), stored.get(), static_cast<void*>(&text)), "read an attribute");
  std::string result(text != nullptr ? text : "");
  H5free_memory(text);
  return result;
}

std::optional<std::int64_t> integer_attribute(hid_t object, const char* name) {
  const auto attribute = scalar_attribute(object, name, H5T_INTEGER);
  if (!attribute) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  check(H5Aread(attribute->get(), H5T_NATIVE_INT64, &value), "read an attribute");
  return value;
}

} // namespace urker::results
