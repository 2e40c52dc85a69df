#pragma once

#include "access/windows.hpp"

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
    if (!windows.empty() && windows.front().begin == left_.begin) {
      windows.front().begin_clipped = left_.begin_clipped;
    }
    left_.begin = kNotYet;
    known_until_ = until;
    if (until < end_ && !windows.empty() && windows.back().end_clipped) {
      left_ = windows.back();
      known_until_ = left_.begin;
      windows.pop_back();
    }
    return windows;
  }

 private:
  Time end_;
  Time known_until_;
  Window left_{kNotYet, kNotYet, false, false}; ///< to this search by the last one
};

} // namespace urker::access
