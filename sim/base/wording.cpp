#include "base/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace urker {
namespace {

constexpr std::size_t kQuoted = 60; ///< bytes of a text in a message
constexpr std::size_t kMostCandidates = 10'000;
constexpr std::size_t kMostListed = 32;

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

} // namespace urker
