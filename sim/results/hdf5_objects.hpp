#pragma once

#include "results/hdf5_handle.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Private to this folder: groups, dimensions and attributes as results have them.
namespace urker::results::hdf5 {

[[nodiscard]] Handle scalar_space();
/// One dimension of `rows`, of which there may become fewer but not more.
[[nodiscard]] Handle row_space(std::size_t rows);

/// Bytes that are no text (a host or command line may hold any) become question marks.
[[nodiscard]] std::string readable(std::string_view bytes);

/// Scalar attributes.
void put(hid_t object, const char* name, std::string_view value);
void put(hid_t object, const char* name, double value);
void put(hid_t object, const char* name, std::int64_t value);
void put(hid_t object, const char* name, std::uint64_t value);

/// Keeps no times, and its members in the order of making.
[[nodiscard]] Handle make_group(hid_t parent, const std::string& name);

} // namespace urker::results::hdf5
