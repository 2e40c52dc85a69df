#pragma once

#include "results/hdf5_handle.hpp"
#include "results/text_column.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

// Private to this folder.
namespace urker::results::hdf5 {

/// What a chunk holds for a text of variable length: where in the file the text is.
using TextPlace = std::array<std::byte, 16>;

/// The texts of a file, each stored once, however many rows have it. HDF5 itself stores it once for
/// every row: that takes most of a result's space, and of the time to write it. Readers see no
/// difference.
class TextHeap {
 public:
  explicit TextHeap(hid_t file) : file_(file) {}
  /// For each of the rows [first, first + count) the place of its text, which is stored if it is
  /// new. Throws Failure.
  [[nodiscard]] std::vector<TextPlace> places(const TextColumn& texts, std::size_t first,
                                              std::size_t count);

 private:
  void store(const std::vector<const char*>& words);
  hid_t file_;
  std::unordered_map<std::string, TextPlace> known_;
};

} // namespace urker::results::hdf5
