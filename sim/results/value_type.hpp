#pragma once

#include "results/hdf5_handle.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Private to this folder.
namespace urker::results {

/// A type of a stored value, as far as results use types: knows how to turn a value in memory into
/// bytes that do not depend on the machine or on how the file stores it.
class ValueType {
 public:
  /// Throws hdf5::Failure for a type that no result has.
  explicit ValueType(hid_t stored);
  /// Name for the digest: "float64", "text", "list of reference", "{dataset: reference, ...}".
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The type to give to H5Dread and H5Aread, and the size of a value so read.
  [[nodiscard]] hid_t memory() const { return memory_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Whether values read hold memory that H5Dvlen_reclaim must free.
  [[nodiscard]] bool owns_memory() const;
  /// Appends the bytes of the value at `value`; `object` is in the file that references lead to.
  void append(std::string& bytes, const std::byte* value, hid_t object) const;

 private:
  struct Member {
    std::string name;
    std::size_t offset; ///< in bytes; the type is the part of the same number
  };
  ValueType(hid_t stored, int depth);
  void describe_number(const char* kind);
  void describe_compound(int depth);
  void append_text(std::string& bytes, const std::byte* value) const;
  void append_list(std::string& bytes, const std::byte* value, hid_t object) const;

  hdf5::Handle memory_;
  H5T_class_t class_ = H5T_NO_CLASS;
  std::size_t size_ = 0;
  bool variable_text_ = false;
  std::string name_;
  std::vector<Member> members_;
  std::vector<ValueType> parts_; ///< types of the members, or of a list's element
};

/// n and t of the digest's description.
void append_number(std::string& bytes, std::uint64_t number);
void append_text(std::string& bytes, std::string_view text);

} // namespace urker::results
