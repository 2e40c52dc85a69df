#include "results/hdf5_objects.hpp"

#include "results/text_column.hpp"

#include <algorithm>

namespace urker::results::hdf5 {
namespace {

void put_attribute(hid_t object, const char* name, hid_t type, hid_t memory_type,
                   const void* value) {
  const Handle space = scalar_space();
  const Handle attribute(H5Acreate2(object, name, type, space.get(), H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose, name);
  check(H5Awrite(attribute.get(), memory_type, value), name);
}

} // namespace

Handle scalar_space() {
  return {H5Screate(H5S_SCALAR), H5Sclose, "make a scalar"};
}

Handle row_space(std::size_t rows) {
  const hsize_t size = rows;
  return {H5Screate_simple(1, &size, nullptr), H5Sclose, "make a row dimension"};
}

std::string readable(std::string_view bytes) {
  std::string text(bytes);
  if (!is_text(text)) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == 0 || (c & 0x80) != 0; }, '?');
  }
  return text;
}

void put(hid_t object, const char* name, std::string_view value) {
  const std::string text = readable(value);
  const char* pointer = text.c_str();
  const Handle type = text_type();
  put_attribute(object, name, type.get(), type.get(), &pointer);
}

void put(hid_t object, const char* name, double value) {
  put_attribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void put(hid_t object, const char* name, std::int64_t value) {
  put_attribute(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void put(hid_t object, const char* name, std::uint64_t value) {
  put_attribute(object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

Handle make_group(hid_t parent, const std::string& name) {
  const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "set up a group");
  check(H5Pset_obj_track_times(creation.get(), false), "set up a group");
  // netCDF-4 writes files so, and columns are listed as the model names them.
  check(H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "set up a group");
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), H5Gclose,
          "make a group"};
}

} // namespace urker::results::hdf5
