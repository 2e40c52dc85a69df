#pragma once

#include "orbit/format/ccsds_entry.hpp"

#include <optional>
#include <string_view>

namespace urker::orbit {

/// A line of a message in keyword = value notation (KVN), CCSDS 502.0-B-3, section 7.
struct KvnLine {
  std::string_view text; ///< without blanks at its ends
  TextPlace place;       ///< of its first character that is no blank

  /// Its keyword and value; nothing for lines of figures and others without `=`.
  [[nodiscard]] std::optional<CcsdsEntry> entry() const;
};

/// Goes through the lines of a text that hold something: neither blank nor comments.
class KvnLines {
 public:
  explicit KvnLines(std::string_view text) : rest_(text) {}
  [[nodiscard]] std::optional<KvnLine> next();

 private:
  std::string_view rest_;
  std::size_t line_ = 0;
};

} // namespace urker::orbit
