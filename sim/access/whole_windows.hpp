#pragma once

#include "access/windows.hpp"

#include <optional>
#include <vector>

namespace urker::access {

/// Windows in a span that is searched as time goes, each found once and whole: one that a search
/// cuts at its end, but not the span, is left to the next one.
class WholeWindows {
 public:
  explicit WholeWindows(const Window& span) : end_(span.end), known_until_(span.begin) {}

  /// Where the next search begins.
  [[nodiscard]] Time known_until() const { return known_until_; }
  /// Those that end by `until` and were not found before, by begin. `find(begin, end)` finds
  /// windows there; `until` is not beyond the span's end.
  template <class Find>
  [[nodiscard]] std::vector<Window> advance(Time until, const Find& find) {
    if (known_until_ >= until) {
      return {};
    }
    std::vector<Window> windows = find(known_until_, until);
    if (cut_ && !windows.empty() && windows.front().begin == cut_->begin) {
      windows.front().begin_clipped = cut_->begin_clipped;
    }
    cut_.reset();
    known_until_ = until;
    if (until < end_ && !windows.empty() && windows.back().end_clipped) {
      cut_ = windows.back();
      known_until_ = cut_->begin;
      windows.pop_back();
    }
    return windows;
  }

 private:
  Time end_;
  Time known_until_;
  std::optional<Window> cut_; ///< the one that was left
};

} // namespace urker::access
