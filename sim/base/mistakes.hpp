#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace urker {

/// Mistakes in input files, gathered so that the user hears of all at once.
class Mistakes {
 public:
  /// Lines and columns count from 1.
  void add(const std::string& file, std::size_t line, std::size_t column, std::string_view text);
  /// Those that another reader found, one a line, with their places.
  void add_lines(std::string_view lines);
  /// Throws `Error{invalid_input}` if there were any; of very many only the first are told.
  void throw_if_any() const;
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  void keep(std::string line);
  std::vector<std::string> lines_;
  std::size_t count_ = 0;
};

} // namespace urker
