#include "link/tracking/sight_windows.hpp"

#include "orbit/earth/earth.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::link {

namespace {

constexpr Duration kLeastStep = std::chrono::milliseconds(5);
constexpr Duration kLongestStep = std::chrono::seconds(60);
constexpr double kSpeedGain_m_s = 600.0; // 10 m/s2 in the longest step

/// Between two instants on either side, to 1 us: the first that is as the later one.
Time change(const std::function<Clearance(Time)>& clearance, Time a, Time b, bool inside_at_b) {
  while (b - a > std::chrono::microseconds(1)) {
    const Time middle = a + (b - a) / 2;
    ((clearance(middle).angle_rad < 0.0) == inside_at_b ? b : a) = middle;
  }
  return b;
}

} // namespace

Duration safe_step(const Clearance& c) {
  const double angle = std::abs(c.angle_rad);
  // The line turns by asin(x / range) at most while the satellite goes x; nine tenths of the angle
  // for that, the rest for the sky.
  const double speed = c.speed_m_s + kSpeedGain_m_s;
  const double line_s = std::sin(std::min(0.9 * angle, 1.57)) * c.range_m / speed;
  const double sky_s = 0.1 * angle / orbit::Earth::kRotationRate_rad_s;
  return std::clamp(floor_seconds(std::min({line_s, sky_s, 60.0})), kLeastStep, kLongestStep);
}

std::vector<Interval> inside_intervals(const std::function<Clearance(Time)>& clearance, Time begin,
                                       Time end) {
  std::vector<Interval> intervals;
  if (begin >= end) {
    return intervals;
  }
  Clearance here = clearance(begin);
  bool inside = here.angle_rad < 0.0;
  Time entered = begin;
  Time t = begin;
  while (t < end) {
    const Time next = std::min(end, t + safe_step(here));
    here = clearance(next);
    const bool now_inside = here.angle_rad < 0.0;
    if (now_inside != inside) {
      const Time at = change(clearance, t, next, now_inside);
      if (inside) {
        intervals.push_back({entered, at});
      } else {
        entered = at;
      }
      inside = now_inside;
    }
    t = next;
  }
  if (inside && entered < end) {
    intervals.push_back({entered, end});
  }
  return intervals;
}

} // namespace urker::link
