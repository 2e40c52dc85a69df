#include "link/tracking/keyhole.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <optional>

namespace urker::link {

namespace {

constexpr Duration kStep = std::chrono::milliseconds(500);
constexpr double kHalfTurn = std::numbers::pi;

using Angle = std::function<double(Time)>; ///< may jump by whole turns

/// One axis in one direction. g is told from its value at `reached_`.
class Axis {
 public:
  Axis(Angle angle, double rate_rad_s, double sign)
      : angle_(std::move(angle)), rate_rad_s_(rate_rad_s), sign_(sign) {}

  void start(Time t) {
    reached_ = t;
    angle_rad_ = angle_(t);
    least_rad_ = 0.0;
    lost_.reset();
  }
  [[nodiscard]] bool is_lost() const { return lost_.has_value(); }

  /// On to `t`, less than half a turn further on.
  void go_to(Time t, std::vector<Interval>& lost) {
    const double now_rad = g_rad(t);
    const Time shortly_before = std::max(reached_, t - std::chrono::milliseconds(1));
    if (!lost_ && (now_rad > 0.0 || now_rad > g_rad(shortly_before))) {
      lost_ = lowest_until(t, now_rad > 0.0);
      least_rad_ = g_rad(*lost_);
    }
    if (lost_ && now_rad <= least_rad_) {
      const Time caught = first_until(t, [this](double g) { return g <= least_rad_; });
      if (*lost_ < caught) {
        lost.push_back({*lost_, caught});
      }
      lost_.reset();
    }
    least_rad_ = lost_ ? least_rad_ - now_rad : 0.0;
    reached_ = t;
    angle_rad_ = angle_(t);
  }
  void end(Time t, std::vector<Interval>& lost) {
    if (lost_ && *lost_ < t) {
      lost.push_back({*lost_, t});
    }
  }

 private:
  [[nodiscard]] double g_rad(Time t) const {
    return sign_ * wrapped_rad(angle_(t) - angle_rad_) - rate_rad_s_ * to_seconds(t - reached_);
  }
  /// When g first is so, which it is at `t`.
  template <class Predicate>
  [[nodiscard]] Time first_until(Time t, const Predicate& predicate) const {
    Time a = reached_;
    Time b = t;
    while (b - a > std::chrono::microseconds(1)) {
      const Time middle = a + (b - a) / 2;
      (predicate(g_rad(middle)) ? b : a) = middle;
    }
    return b;
  }
  /// Where g is least before `t`, or before it exceeds what it was if it does. Until then it falls
  /// and then rises; azimuth through the zenith jumps, after which it may fall again.
  [[nodiscard]] Time lowest_until(Time t, bool exceeds) const {
    Time a = reached_;
    Time b = exceeds ? first_until(t, [](double g) { return g > 0.0; }) : t;
    while (b - a > std::chrono::microseconds(2)) {
      const Time left = a + (b - a) / 3;
      const Time right = b - (b - a) / 3;
      if (g_rad(left) <= g_rad(right)) {
        b = right;
      } else {
        a = left;
      }
    }
    return a;
  }

  Angle angle_;
  double rate_rad_s_;
  double sign_;
  Time reached_ = kStart;
  double angle_rad_ = 0.0;   ///< there
  double least_rad_ = 0.0;   ///< of g
  std::optional<Time> lost_; ///< since when
};

/// How far from where the mount's rates could matter; the range may shrink by a fifth on the way.
Clearance clearance(const MountConfig& mount, const LineOfSight& line) {
  const double turn_rad_s = 1.3 * line.speed_m_s / line.range_m;
  if (turn_rad_s >= mount.elevation_rate_rad_s) {
    return {0.0, line.range_m, line.speed_m_s};
  }
  const double sine = std::min(turn_rad_s / mount.azimuth_rate_rad_s, 1.0);
  const double from_zenith = kHalfTurn / 2.0 - line.elevation_rad;
  constexpr double kFifth_rad = 0.2;
  return {std::clamp(from_zenith - std::asin(sine), 0.0, kFifth_rad), line.range_m, line.speed_m_s};
}

std::vector<Interval> joined(std::vector<Interval> intervals) {
  std::sort(intervals.begin(), intervals.end(),
            [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
  std::vector<Interval> result;
  for (const Interval& next : intervals) {
    if (!result.empty() && next.begin <= result.back().end) {
      result.back().end = std::max(result.back().end, next.end);
    } else {
      result.push_back(next);
    }
  }
  return result;
}

} // namespace

std::vector<Interval> keyholes(const MountConfig& mount,
                               const std::function<LineOfSight(Time)>& sight, Time begin,
                               Time end) {
  const Angle azimuth = [&sight](Time t) { return sight(t).azimuth_rad; };
  const Angle elevation = [&sight](Time t) { return sight(t).elevation_rad; };
  std::array<Axis, 4> axes{Axis(azimuth, mount.azimuth_rate_rad_s, 1.0),
                           Axis(azimuth, mount.azimuth_rate_rad_s, -1.0),
                           Axis(elevation, mount.elevation_rate_rad_s, 1.0),
                           Axis(elevation, mount.elevation_rate_rad_s, -1.0)};
  std::vector<Interval> lost;
  for (Axis& axis : axes) {
    axis.start(begin);
  }
  Time t = begin;
  while (t < end) {
    const Clearance clear = clearance(mount, sight(t));
    const bool behind =
        std::any_of(axes.begin(), axes.end(), [](const Axis& axis) { return axis.is_lost(); });
    const Duration step = safe_step(clear);
    const bool easy = !behind && clear.angle_rad > 0.0 && step > kStep;
    t = std::min(end, t + (easy ? step : kStep));
    for (Axis& axis : axes) {
      if (easy) {
        axis.start(t); // proved to be followed
      } else {
        axis.go_to(t, lost);
      }
    }
  }
  for (Axis& axis : axes) {
    axis.end(end, lost);
  }
  return joined(std::move(lost));
}

} // namespace urker::link
