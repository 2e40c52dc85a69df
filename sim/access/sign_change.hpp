#pragma once

#include "time/time.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::access {

/// The instant, to 1 us, at which a smooth function changes its sign between a and b, where it has
/// the values `value_a` and `value_b` of different signs. Regula falsi with the value of an end
/// that stays put halved (the Illinois rule): about five evaluations.
template <class Function>
[[nodiscard]] Time sign_change(const Function& f, Time a, double value_a, Time b, double value_b) {
  constexpr Duration kPrecision = std::chrono::microseconds(1);
  Time newest = a;
  int stayed = 0; // how often in a row: a positive, b negative
  while (b - a > kPrecision) {
    const double part = value_a / (value_a - value_b);
    const Time t = std::clamp(a + round_seconds(part * to_seconds(b - a)), a, b);
    const double value = f(t);
    if (value == 0.0 || (t - newest < kPrecision / 2 && newest - t < kPrecision / 2)) {
      return t;
    }
    newest = t;
    if ((value > 0.0) == (value_a > 0.0)) {
      a = t;
      value_a = value;
      stayed = std::min(stayed, 0) - 1;
      value_b *= stayed < -1 ? 0.5 : 1.0;
    } else {
      b = t;
      value_b = value;
      stayed = std::max(stayed, 0) + 1;
      value_a *= stayed > 1 ? 0.5 : 1.0;
    }
  }
  return a + (b - a) / 2;
}

} // namespace urker::access
