#pragma once

#include "access/inter_satellite.hpp"
#include "access/pair_conditions.hpp"

#include <functional>
#include <vector>

// Private to this folder: two satellites in an hour.
namespace urker::access {

/// A satellite in an hour of the span.
struct SatelliteHour {
  std::vector<orbit::State> states; ///< at the whole minutes that are known, in its own frame
  orbit::MotionBounds bounds;       ///< between them
};

/// Two satellites at the same minutes. Keeps references.
class PairHour {
 public:
  PairHour(const orbit::Trajectory& a, const orbit::Trajectory& b, const orbit::Earth& earth,
           const SatelliteHour& hour_a, const SatelliteHour& hour_b, const std::vector<Time>& times)
      : a_(a), b_(b), earth_(earth), hour_a_(hour_a), hour_b_(hour_b), times_(times) {}

  /// How many minutes are known of both.
  [[nodiscard]] std::size_t node_count() const {
    return std::min(hour_a_.states.size(), hour_b_.states.size());
  }
  [[nodiscard]] Time node_time(std::size_t node) const { return times_[node]; }
  [[nodiscard]] PairStates node(std::size_t node) const {
    return in_one_frame({hour_a_.states[node], hour_b_.states[node]}, times_[node]);
  }
  [[nodiscard]] PairStates at(Time t) const { return in_one_frame({a_.state(t), b_.state(t)}, t); }
  [[nodiscard]] double range_m(Time t) const { return range_m(at(t)); }
  [[nodiscard]] static double range_m(const PairStates& s) { return (s.b.r_m - s.a.r_m).norm(); }
  [[nodiscard]] const orbit::MotionBounds& bounds_a() const { return hour_a_.bounds; }
  [[nodiscard]] const orbit::MotionBounds& bounds_b() const { return hour_b_.bounds; }

 private:
  [[nodiscard]] PairStates in_one_frame(PairStates s, Time t) const {
    if (a_.frame() != b_.frame()) {
      s.b = earth_.convert(s.b, b_.frame(), a_.frame(), t);
    }
    return s;
  }
  const orbit::Trajectory &a_, &b_;
  const orbit::Earth& earth_;
  const SatelliteHour &hour_a_, &hour_b_;
  const std::vector<Time>& times_;
};

/// Follows the range through a window for its least value.
class ClosestApproach {
 public:
  /// The next instant, in order.
  void add(Time t, double range_m);
  /// Refines what was found and writes it to the contact.
  void set(const PairHour& pair, InterSatelliteContact& contact) const;

 private:
  bool empty_ = true;
  Time before_ = kStart, at_ = kStart, behind_ = kStart; ///< the least and its neighbours
  Time last_ = kStart;
  double least_m_ = 0.0;
};

/// The windows between the nodes `first` and `last` of the hour. `smooth`: neither satellite comes
/// near the blocking sphere, at any time.
[[nodiscard]] std::vector<Window> windows_between(const PairHour& pair, std::size_t first,
                                                  std::size_t last, double blocking_radius_m,
                                                  bool smooth, double range_limit_m);

} // namespace urker::access
