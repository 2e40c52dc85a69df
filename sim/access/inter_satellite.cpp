#include "access/inter_satellite.hpp"

#include "access/sign_change.hpp"
#include "access/window_search.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::access {
namespace {

using orbit::MotionBounds;
using orbit::State;
using orbit::Vector3;

/// Covers both motions where they are bounded apart.
MotionBounds united(MotionBounds a, const MotionBounds& b) {
  a.least_radius_m = std::min(a.least_radius_m, b.least_radius_m);
  a.greatest_radius_m = std::max(a.greatest_radius_m, b.greatest_radius_m);
  a.greatest_speed_m_s = std::max(a.greatest_speed_m_s, b.greatest_speed_m_s);
  a.greatest_acceleration_m_s2 =
      std::max(a.greatest_acceleration_m_s2, b.greatest_acceleration_m_s2);
  return a;
}

/// Two satellites at the nodes of the one whose grid is finer. ITRF: distances are those of any
/// frame, and the bounds are those of the inertial one.
class PairTrack {
 public:
  PairTrack(const Track& a, const Track& b, Time begin, Time end)
      : a_(a, begin, end), b_(b, begin, end), fine_(a_.node_count() >= b_.node_count() ? a_ : b_) {
    for (std::size_t i = 0; i < fine_.node_count(); ++i) {
      const Time t = fine_.node_time(i);
      nodes_.push_back({state_at(a_, i, t), state_at(b_, i, t)});
    }
  }

  struct States {
    State a, b;
  };
  [[nodiscard]] std::size_t node_count() const { return fine_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return fine_.node_time(node); }
  [[nodiscard]] const States& node(std::size_t node) const { return nodes_[node]; }
  [[nodiscard]] States at(Time t) const { return {a_.track().at(t), b_.track().at(t)}; }
  [[nodiscard]] MotionBounds bounds_a(std::size_t interval) const { return bounds(a_, interval); }
  [[nodiscard]] MotionBounds bounds_b(std::size_t interval) const { return bounds(b_, interval); }

 private:
  [[nodiscard]] State state_at(const TrackSection& section, std::size_t node, Time t) const {
    return &section == &fine_ ? section.node(node) : section.track().at(t);
  }
  [[nodiscard]] MotionBounds bounds(const TrackSection& section, std::size_t interval) const {
    if (&section == &fine_) {
      return section.inertial_bounds(interval);
    }
    const Time begin = node_time(interval), end = node_time(interval + 1);
    auto i = section.node_after(begin) - 1;
    MotionBounds all = section.inertial_bounds(i);
    while (section.node_time(i + 1) < end) {
      all = united(all, section.inertial_bounds(++i));
    }
    return all;
  }

  TrackSection a_, b_;
  const TrackSection& fine_;
  std::vector<States> nodes_;
};

/// A model of a window search on a PairTrack; `Condition` does the rest.
template <class Condition>
class PairModel {
 public:
  using Sample = typename Condition::Sample;
  PairModel(const PairTrack& pair, const Condition& condition)
      : pair_(pair), condition_(condition) {}
  [[nodiscard]] std::size_t node_count() const { return pair_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return pair_.node_time(node); }
  [[nodiscard]] Sample at_node(std::size_t node) const {
    return condition_.sample(pair_.node(node));
  }
  [[nodiscard]] Sample at(Time t) const { return condition_.sample(pair_.at(t)); }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<Sample>& a,
                                       const SearchPoint<Sample>& b) const {
    return condition_.curvature_bound(pair_.bounds_a(interval), pair_.bounds_b(interval), a, b);
  }

 private:
  const PairTrack& pair_;
  const Condition& condition_;
};

struct RangeSample {
  double value = 0.0; ///< m
  double rate_per_s = 0.0;
  double range_m = 0.0;
};

class RangeCondition {
 public:
  using Sample = RangeSample;
  explicit RangeCondition(double limit_m) : limit_m_(limit_m) {}

  [[nodiscard]] Sample sample(const PairTrack::States& s) const {
    const Vector3 line = s.b.r_m - s.a.r_m;
    const double squared = line.squaredNorm();
    return {(limit_m_ * limit_m_ - squared) / (2.0 * limit_m_),
            -line.dot(s.b.v_m_s - s.a.v_m_s) / limit_m_, std::sqrt(squared)};
  }
  [[nodiscard]] double curvature_bound(const MotionBounds& a, const MotionBounds& b,
                                       const SearchPoint<Sample>& from,
                                       const SearchPoint<Sample>& to) const {
    const double speed = a.greatest_speed_m_s + b.greatest_speed_m_s;
    const double farthest_m =
        (from.sample.range_m + to.sample.range_m + speed * to_seconds(to.time - from.time)) / 2.0;
    return (speed * speed +
            farthest_m * (a.greatest_acceleration_m_s2 + b.greatest_acceleration_m_s2)) /
           limit_m_;
  }

 private:
  double limit_m_;
};

struct SightSample {
  double value = 0.0; ///< m
  double rate_per_s = 0.0;
  double radius2_a_m2 = 0.0, radius2_b_m2 = 0.0;
};

/// The smooth condition, for satellites that stay above the blocking sphere.
class SightCondition {
 public:
  using Sample = SightSample;
  explicit SightCondition(double blocking_radius_m) : block_m_(blocking_radius_m) {}

  [[nodiscard]] Sample sample(const PairTrack::States& s) const {
    const double a2 = s.a.r_m.squaredNorm(), b2 = s.b.r_m.squaredNorm();
    const double pa = tangent_m(a2), pb = tangent_m(b2);
    const double rate = s.a.v_m_s.dot(s.b.r_m) + s.a.r_m.dot(s.b.v_m_s) +
                        s.a.r_m.dot(s.a.v_m_s) * pb / pa + s.b.r_m.dot(s.b.v_m_s) * pa / pb;
    return {(s.a.r_m.dot(s.b.r_m) + pa * pb - block_m_ * block_m_) / block_m_, rate / block_m_, a2,
            b2};
  }
  [[nodiscard]] double curvature_bound(const MotionBounds& a, const MotionBounds& b,
                                       const SearchPoint<Sample>& from,
                                       const SearchPoint<Sample>& to) const {
    const double length_s = to_seconds(to.time - from.time);
    const Tangent ta =
        tangent(a, std::abs(to.sample.radius2_a_m2 - from.sample.radius2_a_m2), length_s);
    const Tangent tb =
        tangent(b, std::abs(to.sample.radius2_b_m2 - from.sample.radius2_b_m2), length_s);
    return (a.greatest_acceleration_m_s2 * b.greatest_radius_m +
            2.0 * a.greatest_speed_m_s * b.greatest_speed_m_s +
            a.greatest_radius_m * b.greatest_acceleration_m_s2 + ta.second * tb.length_m +
            2.0 * ta.rate * tb.rate + ta.length_m * tb.second) /
           block_m_;
  }

 private:
  /// At most: a tangent's length, and the magnitudes of its rate and second derivative.
  struct Tangent {
    double length_m, rate, second;
  };
  [[nodiscard]] double tangent_m(double radius2_m2) const {
    return std::sqrt(std::max(radius2_m2 - block_m_ * block_m_, 1.0));
  }
  [[nodiscard]] Tangent tangent(const MotionBounds& x, double change_m2, double length_s) const {
    const double q = x.greatest_speed_m_s * x.greatest_speed_m_s +
                     x.greatest_radius_m * x.greatest_acceleration_m_s2;
    const double u = std::min(change_m2 / (2.0 * length_s) + q * length_s / 2.0,
                              x.greatest_radius_m * x.greatest_speed_m_s);
    const double least_m = tangent_m(x.least_radius_m * x.least_radius_m);
    const double rate = u / least_m;
    return {tangent_m(x.greatest_radius_m * x.greatest_radius_m), rate,
            (q + rate * rate) / least_m};
  }

  double block_m_;
};

/// The distance of the segment from the geocentre, for satellites that may dive below the sphere.
class DistanceCondition {
 public:
  using Sample = Condition;
  explicit DistanceCondition(double blocking_radius_m) : block_m_(blocking_radius_m) {}

  [[nodiscard]] Sample sample(const PairTrack::States& s) const {
    const Vector3 line = s.b.r_m - s.a.r_m;
    const double part = std::clamp(-s.a.r_m.dot(line) / line.squaredNorm(), 0.0, 1.0);
    const Vector3 foot = s.a.r_m + part * line;
    const double distance_m = foot.norm();
    // The foot's own motion along the segment is across the line to the geocentre, or none.
    const Vector3 velocity = s.a.v_m_s + part * (s.b.v_m_s - s.a.v_m_s);
    return {distance_m - block_m_, foot.dot(velocity) / distance_m};
  }
  [[nodiscard]] double curvature_bound(const MotionBounds& a, const MotionBounds& b,
                                       const SearchPoint<Sample>& from,
                                       const SearchPoint<Sample>& to) const {
    return 8.0 * std::max(a.greatest_speed_m_s, b.greatest_speed_m_s) /
           to_seconds(to.time - from.time);
  }

 private:
  double block_m_;
};

template <class Condition>
std::vector<Window> windows_of(const PairTrack& pair, const Condition& condition) {
  return search_windows(PairModel<Condition>(pair, condition));
}

std::vector<Window> sight_windows(const PairTrack& pair, double blocking_radius_m) {
  // Close to the sphere the tangents' bounds are worse than the distance's.
  constexpr double kClear = 1.003;
  double least_m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i + 1 < pair.node_count(); ++i) {
    least_m = std::min({least_m, pair.bounds_a(i).least_radius_m, pair.bounds_b(i).least_radius_m});
  }
  if (least_m > kClear * blocking_radius_m) {
    return windows_of(pair, SightCondition(blocking_radius_m));
  }
  return windows_of(pair, DistanceCondition(blocking_radius_m));
}

/// The range's slope, from positions this far to either side: SGP4's velocity is not quite the
/// derivative of its position.
constexpr Duration kSlopeReach = std::chrono::milliseconds(100);

/// Sets the least range of a contact and its instant.
void set_closest(const PairTrack& pair, InterSatelliteContact& contact) {
  const auto range_at = [&pair](Time t) {
    const auto s = pair.at(t);
    return (s.b.r_m - s.a.r_m).norm();
  };
  std::vector<Time> times{contact.window.begin};
  std::vector<double> ranges{range_at(contact.window.begin)};
  for (std::size_t i = 0; i < pair.node_count(); ++i) {
    const Time t = pair.node_time(i);
    if (contact.window.begin < t && t < contact.window.end) {
      times.push_back(t);
      ranges.push_back((pair.node(i).b.r_m - pair.node(i).a.r_m).norm());
    }
  }
  times.push_back(contact.window.end);
  ranges.push_back(range_at(contact.window.end));

  const auto least =
      static_cast<std::size_t>(std::min_element(ranges.begin(), ranges.end()) - ranges.begin());
  contact.closest = times[least];
  contact.least_range_m = ranges[least];
  const Time left = times[least == 0 ? 0 : least - 1] + kSlopeReach;
  const Time right = times[std::min(least + 1, times.size() - 1)] - kSlopeReach;
  if (right <= left) {
    return;
  }
  const auto slope = [&](Time t) { return range_at(t + kSlopeReach) - range_at(t - kSlopeReach); };
  const double slope_left = slope(left), slope_right = slope(right);
  if (slope_left < 0.0 && slope_right > 0.0) {
    const Time t = sign_change(slope, left, slope_left, right, slope_right);
    const double range_m = range_at(t);
    if (range_m < contact.least_range_m) {
      contact.closest = t;
      contact.least_range_m = range_m;
    }
  }
}

} // namespace

std::vector<InterSatelliteContact> find_inter_satellite_contacts(const Track& a, const Track& b,
                                                                 const InterSatelliteLimits& limits,
                                                                 Time begin, Time end) {
  require(limits.blocking_radius_m > 0.0 && limits.range_limit_m > 0.0,
          "the limits between satellites are not positive");
  if (end <= begin) {
    return {};
  }
  const PairTrack pair(a, b, begin, end);
  auto windows = sight_windows(pair, limits.blocking_radius_m);
  if (std::isfinite(limits.range_limit_m)) {
    windows = intersect(windows, windows_of(pair, RangeCondition(limits.range_limit_m)));
  }
  std::vector<InterSatelliteContact> contacts;
  for (const Window& window : windows) {
    InterSatelliteContact contact;
    contact.window = window;
    set_closest(pair, contact);
    contacts.push_back(contact);
  }
  return contacts;
}

} // namespace urker::access
