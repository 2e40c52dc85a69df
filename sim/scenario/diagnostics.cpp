#include "scenario/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace urker::scenario {
namespace {

constexpr std::size_t kShown = 100; ///< diagnostics in the text of the exception
constexpr std::size_t kQuoted = 60; ///< bytes of a text in a message
constexpr std::size_t kMostCandidates = 10'000;
constexpr std::size_t kMostListed = 32;

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

/// Insertions, deletions, replacements and swaps of neighbours that make `b` of `a`.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
    }
    before.swap(row);
    row.swap(next);
  }
  return row[b.size()];
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

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  std::size_t size = std::min(text.size(), kQuoted);
  while (size < text.size() && size > 0 &&
         (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
    --size; // not inside a character of UTF-8
  }
  for (const char c : text.substr(0, size)) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7F ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
  }
  return result + (size < text.size() ? "..." : "") + "\"";
}

std::string did_you_mean(std::string_view text, std::span<const std::string> candidates) {
  const std::size_t most = std::clamp<std::size_t>(text.size() / 3, 1, 3);
  if (candidates.size() > kMostCandidates || text.size() > kQuoted) {
    return "";
  }
  std::size_t best = most + 1;
  std::string_view nearest;
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(text.size(), candidate.size());
    const std::size_t shorter = std::min(text.size(), candidate.size());
    if (longer - shorter > most) {
      continue;
    }
    const std::size_t distance = edit_distance(text, candidate);
    if (distance < best || (distance == best && distance <= most && candidate < nearest)) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest.empty() ? "" : fmt::format("; did you mean {}?", in_quotes(nearest));
}

std::string one_of(std::span<const std::string> names) {
  if (names.size() > kMostListed) {
    return fmt::format("one of {} names", names.size());
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " or " : ", ";
    text += in_quotes(names[i]);
  }
  return text;
}

} // namespace urker::scenario
