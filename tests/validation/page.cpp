#include "page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace urker::validation {

namespace {

constexpr const char* kIntroduction = R"(# Validation

Urker's models against figures of somebody else. This page is written by `build/tests/validation/validate`
and checked by CTest (`ctest --test-dir build -R validation`), which computes every line again; the
figures stand in `../data/`, each file with its source at the top. Measured is the greatest difference
over all rows of a case, and where every instruction set is named over those that the machine has.
)";

constexpr int kMeasuredColumn = 4;

std::string figure(double value, const std::string& unit) {
  return unit.empty() ? fmt::format("{:.2g}", value) : fmt::format("{:.2g} {}", value, unit);
}

} // namespace

void Page::begin_section(std::string title) {
  sections_.push_back({std::move(title), {}});
}

void Page::add(Comparison comparison) {
  sections_.back().comparisons.push_back(std::move(comparison));
}

bool Page::all_hold() const {
  return std::all_of(sections_.begin(), sections_.end(), [](const Section& section) {
    return std::all_of(section.comparisons.begin(), section.comparisons.end(),
                       [](const Comparison& c) { return c.holds(); });
  });
}

std::string Page::markdown() const {
  std::string text = kIntroduction;
  for (const Section& section : sections_) {
    text += fmt::format("\n## {}\n\n| case | truth | tolerance | measured | verdict |\n"
                        "| --- | --- | --- | --- | --- |\n",
                        section.title);
    for (const Comparison& c : section.comparisons) {
      text += fmt::format("| {} | {} | {} | {} | {} |\n", c.subject, c.truth,
                          figure(c.tolerance, c.unit), figure(c.measured, c.unit),
                          c.holds() ? "holds" : "**fails**");
    }
  }
  return text;
}

std::string without_measured(const std::string& markdown) {
  std::istringstream lines(markdown);
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.front() == '|') {
      std::istringstream cells(line);
      int column = 0;
      for (std::string cell; std::getline(cells, cell, '|'); ++column) {
        result += column == kMeasuredColumn ? "|" : cell + "|";
      }
      result += '\n';
    } else {
      result += line + '\n';
    }
  }
  return result;
}

} // namespace urker::validation
