#include "base/mistakes.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace urker {

void Mistakes::add(const std::string& file, std::size_t line, std::size_t column,
                   std::string_view text) {
  keep(fmt::format("{}:{}:{}: {}", file, line, column, text));
}

void Mistakes::add_lines(std::string_view lines) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    keep(std::string(lines.substr(0, end)));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void Mistakes::keep(std::string line) {
  constexpr std::size_t kTold = 50;
  if (++count_ <= kTold) {
    lines_.push_back(std::move(line));
  }
}

void Mistakes::throw_if_any() const {
  if (count_ == 0) {
    return;
  }
  std::string message = fmt::format("{}", fmt::join(lines_, "\n"));
  if (count_ > lines_.size()) {
    message += fmt::format("\nand {} more", count_ - lines_.size());
  }
  throw Error(Cause::invalid_input, message);
}

} // namespace urker
