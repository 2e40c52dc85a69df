#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

namespace urker {

/// Elapsed time, exact: int64 nanoseconds (TAI seconds, no leap seconds).
using Duration = std::chrono::nanoseconds;

/// Tag of the simulation's clock: nanoseconds TAI since the scenario's start.
struct ScenarioClock {
  using duration = Duration;
  using rep = Duration::rep;
  using period = Duration::period;
  using time_point = std::chrono::time_point<ScenarioClock, Duration>;
};

/// An instant of the simulation. Totally ordered and exact over 292 years.
using Time = ScenarioClock::time_point;

inline constexpr Time kStart{Duration::zero()};
/// Later than everything that happens.
inline constexpr Time kNever{Duration::max()};
/// "Did not happen", in result rows: NaN in the file.
inline constexpr Time kNotYet{Duration::min()};

[[nodiscard]] constexpr double to_seconds(Duration d) {
  return static_cast<double>(d.count()) * 1e-9;
}
[[nodiscard]] constexpr double seconds_since_start(Time t) {
  return to_seconds(t.time_since_epoch());
}
// The roundings are those of the exact value of the double, so ceil_seconds(0.1) is 100000001 ns.
// Beyond the range (292 years) they give the greatest duration with the argument's sign.

/// Rounded down to the nanosecond: for lower bounds.
[[nodiscard]] Duration floor_seconds(double seconds);
/// Rounded to the nearest nanosecond, halves away from zero.
[[nodiscard]] Duration round_seconds(double seconds);
/// Rounded up: for durations that must not end early.
[[nodiscard]] Duration ceil_seconds(double seconds);

} // namespace urker
