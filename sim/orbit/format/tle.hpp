#pragma once

#include "orbit/format/element_set.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace urker::orbit {

/// Reads two-line element sets, each with or without a line with its name ("0 NAME" or "NAME").
/// Format: T. S. Kelso's and 18 SDS's description of the columns; catalogue numbers with a letter
/// in front after the alpha-5 scheme (A is 10, no I and O), up to 339 999; years 57 to 99 belong to
/// the 1900s.
///
/// Lines may end in CR-LF, and empty lines and lines with # are skipped. Accepted with a note: a
/// missing checksum, and text behind it. Throws `Error{invalid_input}` with all errors, each as
/// "file:line:column: ..."; `file` is the name in these messages.
[[nodiscard]] ElementSets parse_tle(std::string_view text, const std::string& file);

/// The same for a file. Throws `Error{missing_input}` if it cannot be read.
[[nodiscard]] ElementSets read_tle(const std::filesystem::path& path);

} // namespace urker::orbit
