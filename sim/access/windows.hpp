#pragma once

#include "time/time.hpp"

#include <functional>
#include <vector>

namespace urker::access {

/// A maximal interval in which a condition holds. `*_clipped`: the span searched cuts it there.
struct Window {
  Time begin = kStart;
  Time end = kStart;
  bool begin_clipped = false;
  bool end_clipped = false;
  friend bool operator==(const Window&, const Window&) = default;
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, begin_clipped, end_clipped);
  }
};

/// Value and time derivative (per second) of a condition that holds where the value is >= 0. The
/// rate only steers Newton's method: an approximate one costs time, never a window.
struct Condition {
  double value = 0.0;
  double rate_per_s = 0.0;
};

/// A continuous condition with a true bound on its second derivative in any interval, per s^2.
struct ConditionFunction {
  std::function<Condition(Time)> at;
  std::function<double(Time begin, Time end)> curvature_bound;
};

/// All windows of `condition` in [begin, end], however short: an interval is skipped only where its
/// end values and the curvature bound prove that the condition cannot change there (see
/// window_search.hpp), and is halved otherwise. Ends are exact to 1 us (found on the function
/// itself) and rounded so that the condition holds at them. Windows and gaps below 1 us may be
/// missed. Throws an internal error if the condition is not finite.
[[nodiscard]] std::vector<Window> find_windows(const ConditionFunction& condition, Time begin,
                                               Time end, Duration first_step);

/// Intersection of two lists of sorted, disjoint windows. An end counts as clipped if nothing but
/// the span searched ends it.
[[nodiscard]] std::vector<Window> intersect(const std::vector<Window>& a,
                                            const std::vector<Window>& b);

} // namespace urker::access
