#include "results/value_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

namespace urker::results {

namespace {

using hdf5::check;
using hdf5::Failure;
using hdf5::Handle;

constexpr int kMostNesting = 4;
constexpr std::size_t kMostTextBytes = std::size_t{1} << 26;

/// A value may lie at any address of HDF5's buffer.
template <class T>
T load(const std::byte* value) {
  T result;
  std::memcpy(&result, value, sizeof result);
  return result;
}

std::string path_of(hid_t object, const std::byte* reference) {
  const auto address = load<hobj_ref_t>(reference);
  const ssize_t size =
      check(H5Rget_name(object, H5R_OBJECT, &address, nullptr, 0), "follow a reference");
  std::string path(static_cast<std::size_t>(size) + 1, '\0');
  check(H5Rget_name(object, H5R_OBJECT, &address, path.data(), path.size()), "follow a reference");
  path.pop_back();
  return path;
}

} // namespace

void append_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) {
    bytes += static_cast<char>((number >> shift) & 0xFF);
  }
}

void append_text(std::string& bytes, std::string_view text) {
  append_number(bytes, text.size());
  bytes += text;
}

ValueType::ValueType(hid_t stored) : ValueType(stored, 0) {}

ValueType::ValueType(hid_t stored, int depth)
    : memory_(H5Tget_native_type(stored, H5T_DIR_DEFAULT), H5Tclose, "understand a type"),
      class_(H5Tget_class(memory_.get())), size_(H5Tget_size(memory_.get())) {
  if (depth > kMostNesting || size_ == 0 || size_ > kMostTextBytes) {
    throw Failure("a type is larger than any result has");
  }
  switch (class_) {
  case H5T_INTEGER:
    describe_number(H5Tget_sign(memory_.get()) == H5T_SGN_NONE ? "uint" : "int");
    break;
  case H5T_FLOAT:
    describe_number("float");
    break;
  case H5T_STRING:
    variable_text_ = check(H5Tis_variable_str(memory_.get()), "understand a type") > 0;
    name_ = "text";
    break;
  case H5T_REFERENCE:
    if (check(H5Tequal(memory_.get(), H5T_STD_REF_OBJ), "understand a type") == 0) {
      throw Failure("a reference to part of a dataset, as no result has");
    }
    name_ = "reference";
    break;
  case H5T_VLEN: {
    const Handle element(H5Tget_super(memory_.get()), H5Tclose, "understand a type");
    parts_.push_back(ValueType(element.get(), depth + 1));
    name_ = fmt::format("list of {}", parts_.front().name_);
    break;
  }
  case H5T_COMPOUND:
    describe_compound(depth);
    break;
  default:
    throw Failure("a type that no result has");
  }
}

void ValueType::describe_number(const char* kind) {
  if (size_ > sizeof(std::uint64_t)) {
    throw Failure("a number wider than any result has");
  }
  name_ = fmt::format("{}{}", kind, size_ * 8);
}

void ValueType::describe_compound(int depth) {
  const int count = check(H5Tget_nmembers(memory_.get()), "understand a type");
  std::vector<std::string> descriptions;
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<unsigned>(i);
    char* member_name = H5Tget_member_name(memory_.get(), index);
    if (member_name == nullptr) {
      hdf5::fail("understand a type");
    }
    const Handle type(H5Tget_member_type(memory_.get(), index), H5Tclose, "understand a type");
    members_.push_back({member_name, H5Tget_member_offset(memory_.get(), index)});
    H5free_memory(member_name);
    parts_.push_back(ValueType(type.get(), depth + 1));
    descriptions.push_back(fmt::format("{}: {}", members_.back().name, parts_.back().name_));
  }
  name_ = fmt::format("{{{}}}", fmt::join(descriptions, ", "));
}

bool ValueType::owns_memory() const {
  return class_ == H5T_VLEN || variable_text_ ||
         std::any_of(parts_.begin(), parts_.end(),
                     [](const ValueType& part) { return part.owns_memory(); });
}

void ValueType::append_text(std::string& bytes, const std::byte* value) const {
  if (variable_text_) {
    const auto* text = load<const char*>(value);
    results::append_text(bytes, text != nullptr ? text : "");
    return;
  }
  const std::string_view padded(reinterpret_cast<const char*>(value), size_);
  std::string_view text = padded.substr(0, padded.find('\0'));
  if (H5Tget_strpad(memory_.get()) == H5T_STR_SPACEPAD) {
    text = text.substr(0, text.find_last_not_of(' ') + 1);
  }
  results::append_text(bytes, text);
}

void ValueType::append_list(std::string& bytes, const std::byte* value, hid_t object) const {
  const auto list = load<hvl_t>(value);
  append_number(bytes, list.len);
  const auto* elements = static_cast<const std::byte*>(list.p);
  for (std::size_t i = 0; i < list.len; ++i) {
    parts_.front().append(bytes, elements + i * parts_.front().size_, object);
  }
}

void ValueType::append(std::string& bytes, const std::byte* value, hid_t object) const {
  switch (class_) {
  case H5T_STRING:
    append_text(bytes, value);
    break;
  case H5T_REFERENCE:
    results::append_text(bytes, path_of(object, value));
    break;
  case H5T_VLEN:
    append_list(bytes, value, object);
    break;
  case H5T_COMPOUND:
    for (std::size_t i = 0; i < members_.size(); ++i) {
      parts_[i].append(bytes, value + members_[i].offset, object);
    }
    break;
  default: { // a number in the host's byte order
    const auto* first = reinterpret_cast<const char*>(value);
    bytes.append(first, size_);
    if constexpr (std::endian::native == std::endian::big) {
      std::reverse(bytes.end() - static_cast<std::ptrdiff_t>(size_), bytes.end());
    }
  }
  }
}

} // namespace urker::results
