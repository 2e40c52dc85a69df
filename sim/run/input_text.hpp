#pragma once

#include "base/mistakes.hpp"

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::run {

/// A line of a text file without its end.
struct TextLine {
  std::size_t number = 0; ///< from 1
  std::string_view text;
};
/// The lines that are neither blank nor comments (#), without blanks and CR behind.
[[nodiscard]] std::vector<TextLine> lines_of(std::string_view text);

/// A cell of a CSV file and its place.
struct Cell {
  std::string_view text;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// Rows of a CSV file with exactly these columns, in any order; rows of another length are mistakes
/// and left out. Cells come in the order of `columns`. No quotes: the files hold numbers.
[[nodiscard]] std::vector<std::vector<Cell>>
read_csv(const std::string& file, std::string_view text,
         std::initializer_list<std::string_view> columns, Mistakes& mistakes);

/// A finite decimal number, blanks around it allowed, or nothing.
[[nodiscard]] std::optional<double> number_in(std::string_view text);
/// A whole number of at most 9 digits, or nothing.
[[nodiscard]] std::optional<std::uint32_t> index_in(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace urker::run
