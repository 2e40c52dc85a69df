#pragma once

#include <algorithm>
#include <chrono>

namespace urker::des {

/// Between two looks of somebody who has slept so long: those who wait for it then lose little by
/// its last one, and hours of sleep cost it nothing to speak of.
inline std::chrono::steady_clock::duration nap(std::chrono::steady_clock::duration slept) {
  using Wait = std::chrono::steady_clock::duration;
  constexpr int kLooks = 32;
  constexpr Wait kLeast = std::chrono::microseconds(20);
  constexpr Wait kMost = std::chrono::milliseconds(10);
  return std::clamp(slept / kLooks, kLeast, kMost);
}

} // namespace urker::des
