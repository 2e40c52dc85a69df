#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// A place in a text file; both count from 1, columns in bytes.
struct TextPlace {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// UTF-8's mark off the front, which some programs write.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

/// Finds the places of bytes in a text, which must outlive it.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);
  [[nodiscard]] TextPlace place(std::size_t byte) const;

 private:
  std::vector<std::size_t> starts_; ///< of the lines, in bytes
};

/// A keyword of a CCSDS message with its value, whatever the form of the file.
struct CcsdsEntry {
  std::string keyword;
  std::string value; ///< in KVN with the unit behind it, if there is one
  TextPlace place;   ///< of the keyword
  TextPlace value_place;
  std::string unit;    ///< XML: the attribute `units`
  std::string section; ///< XML: the element that holds it
};

} // namespace urker::orbit
