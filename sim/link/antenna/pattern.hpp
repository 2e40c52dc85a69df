#pragma once

#include <cmath>
#include <numbers>

namespace urker::link {

/// Gain of an antenna by direction, losses of its own included. Directions are in its frame: off
/// the boresight, 0 to pi, and around it, from the frame's x axis.
class AntennaPattern {
 public:
  virtual ~AntennaPattern() = default;
  [[nodiscard]] virtual double gain_dbi(double off_axis_rad, double around_rad) const = 0;
};

/// Mean over all directions of a pattern's power, for its directivity; good to 1e-4 for beams of
/// more than 5 deg. `power(off_axis_rad, around_rad)` is relative to anything.
template <class Power>
[[nodiscard]] double mean_power(const Power& power) {
  constexpr int kOff = 1440, kAround = 72; // midpoints
  double sum = 0.0;
  for (int i = 0; i < kOff; ++i) {
    const double off = std::numbers::pi * (i + 0.5) / kOff;
    double ring = 0.0;
    for (int j = 0; j < kAround; ++j) {
      ring += power(off, 2.0 * std::numbers::pi * (j + 0.5) / kAround);
    }
    sum += ring / kAround * std::sin(off);
  }
  return 0.5 * sum * std::numbers::pi / kOff;
}

} // namespace urker::link
