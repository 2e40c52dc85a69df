#include "scenario/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace urker::scenario {
namespace {

constexpr std::size_t kShown = 100; ///< diagnostics in the text of the exception

/// The last name of a path.
std::string_view key_of(const Diagnostic& d) {
  const std::size_t dot = d.path.rfind('.');
  return std::string_view(d.path).substr(dot == std::string::npos ? 0 : dot + 1);
}

/// In the order of files and places; of one place in the order of finding. The same slip may be met
/// by several paths, as one description is used by many entries: the shortest path, which is that
/// of the description itself, stays.
std::vector<Diagnostic> sorted_without_duplicates(std::vector<Diagnostic> list) {
  const auto place = [](const Diagnostic& d) {
    return std::tie(*d.mark.file, d.mark.line, d.mark.column);
  };
  const auto is_shorter = [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  std::stable_sort(list.begin(), list.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  std::vector<Diagnostic> result;
  std::size_t first_of_place = 0;
  for (Diagnostic& d : list) {
    if (!result.empty() && place(result.back()) != place(d)) {
      first_of_place = result.size();
    }
    const auto known =
        std::find_if(result.begin() + static_cast<std::ptrdiff_t>(first_of_place), result.end(),
                     [&d](const Diagnostic& other) {
                       return other.message == d.message && key_of(other) == key_of(d);
                     });
    if (known == result.end()) {
      result.push_back(std::move(d));
    } else if (is_shorter(d.path, known->path)) {
      known->path = std::move(d.path);
    }
  }
  return result;
}

std::string joined(const std::vector<Diagnostic>& list) {
  std::string text;
  for (std::size_t i = 0; i < std::min(list.size(), kShown); ++i) {
    text += i == 0 ? "" : "\n";
    text += list[i].text();
  }
  if (list.size() > kShown) {
    text += fmt::format("\n... and {} more", list.size() - kShown);
  }
  return text;
}

} // namespace

std::string Mark::text() const {
  return line == 0 ? *file : fmt::format("{}:{}:{}", *file, line, column);
}

std::string Diagnostic::text() const {
  return fmt::format("{}: {}{}{}", mark.text(), path, path.empty() ? "" : ": ", message);
}

InvalidScenario::InvalidScenario(Cause cause, std::vector<Diagnostic> diagnostics)
    : Error(cause, joined(diagnostics)), diagnostics_(std::move(diagnostics)) {}

void Diagnostics::add(Mark mark, std::string path, std::string message) {
  list_.push_back({std::move(mark), std::move(path), std::move(message)});
  if (list_.size() >= kMost) {
    throw_if_any();
  }
}

void Diagnostics::add_missing_file(Mark mark, std::string path, std::string message) {
  cause_ = Cause::missing_input;
  add(std::move(mark), std::move(path), std::move(message));
}

void Diagnostics::throw_if_any() const {
  if (!list_.empty()) {
    throw InvalidScenario(cause_, sorted_without_duplicates(list_));
  }
}

} // namespace urker::scenario
