#pragma once

#include "orbit/sgp4/sgp4.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// One published set of mean elements, and whose it is.
struct ElementSet {
  std::string name; ///< of the line above the elements; the catalogue number if there is none
  int catalogue_number = 0; ///< up to 339 999 (alpha-5)
  std::string designator;   ///< international designator as printed, "24001A"
  MeanElements elements;
};

struct ElementSets {
  std::vector<ElementSet> sets;   ///< in the file's order
  std::vector<std::string> notes; ///< "file:line: ..." for what was accepted though it is irregular
};

/// Reads two-line element sets, each with or without a line with its name ("0 NAME" or "NAME").
/// Format: T. S. Kelso's and 18 SDS's description of the columns; catalogue numbers with a letter
/// in front after the alpha-5 scheme (A is 10, no I and O); years 57 to 99 belong to the 1900s.
///
/// Lines may end in CR-LF, and empty lines and lines with # are skipped. Accepted with a note: a
/// missing checksum, and text behind it. Throws `Error{invalid_input}` with all errors, each as
/// "file:line:column: ..."; `file` is the name in these messages.
[[nodiscard]] ElementSets parse_tle(std::string_view text, const std::string& file);

/// The same for a file. Throws `Error{missing_input}` if it cannot be read.
[[nodiscard]] ElementSets read_tle(const std::filesystem::path& path);

} // namespace urker::orbit
