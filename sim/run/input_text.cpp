#include "run/input_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace urker::run {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(kBlank) + 1 - first);
}

std::vector<TextLine> lines_of(std::string_view text) {
  std::vector<TextLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto last = line.find_last_not_of(" \t\r");
    if (last != std::string_view::npos && line[0] != '#') {
      lines.push_back({number, line.substr(0, last + 1)});
    }
  }
  return lines;
}

std::optional<double> number_in(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint32_t> index_in(std::string_view text) {
  text = trimmed(text);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.size() > 9 || error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

namespace {

std::vector<Cell> cells_of(const TextLine& line) {
  std::vector<Cell> cells;
  std::size_t begin = 0;
  for (;;) {
    const auto end = std::min(line.text.find(',', begin), line.text.size());
    cells.push_back({line.text.substr(begin, end - begin), line.number, begin + 1});
    if (end == line.text.size()) {
      return cells;
    }
    begin = end + 1;
  }
}

} // namespace

std::vector<std::vector<Cell>> read_csv(const std::string& file, std::string_view text,
                                        std::initializer_list<std::string_view> columns,
                                        Mistakes& mistakes) {
  const auto lines = lines_of(text);
  if (lines.empty()) {
    mistakes.add(file, 1, 1, fmt::format("no header; expected {}", fmt::join(columns, ",")));
    return {};
  }
  const auto header = cells_of(lines[0]);
  std::vector<std::size_t> places;
  for (const auto name : columns) {
    const auto found = std::find_if(header.begin(), header.end(), [name](const Cell& cell) {
      return trimmed(cell.text) == name;
    });
    if (found == header.end() || header.size() != columns.size()) {
      mistakes.add(
          file, lines[0].number, 1,
          fmt::format("the columns are {}; expected {}", lines[0].text, fmt::join(columns, ",")));
      return {};
    }
    places.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  std::vector<std::vector<Cell>> rows;
  for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
    const auto cells = cells_of(*line);
    if (cells.size() != header.size()) {
      mistakes.add(file, line->number, cells[std::min(cells.size(), header.size()) - 1].column,
                   fmt::format("{} cells in a table of {} columns", cells.size(), header.size()));
      continue;
    }
    std::vector<Cell> row;
    for (const auto place : places) {
      row.push_back(cells[place]);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

} // namespace urker::run
