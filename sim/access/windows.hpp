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
};

/// Value and time derivative (per second) of a condition that holds where the value is >= 0.
struct Condition {
  double value = 0.0;
  double rate_per_s = 0.0;
};

/// A continuous condition with a true bound on its second derivative in any interval, per s^2.
struct ConditionFunction {
  std::function<Condition(Time)> at;
  std::function<double(Time begin, Time end)> curvature_bound;
};

/// All windows of `condition` in [begin, end], however short: intervals are skipped only where two
/// tangent parabolas prove that the condition cannot hold there, and are halved otherwise. Ends
/// are exact to 1 us (found on the function itself), rounded so that the condition holds inside.
/// Windows shorter than 1 us may be missed.
[[nodiscard]] std::vector<Window> find_windows(const ConditionFunction& condition, Time begin,
                                               Time end, Duration first_step);

/// Intersection and gaps of sorted, disjoint windows.
[[nodiscard]] std::vector<Window> intersect(const std::vector<Window>& a,
                                            const std::vector<Window>& b);

} // namespace urker::access
