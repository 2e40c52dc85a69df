#pragma once

#include "access/window_search.hpp"
#include "orbit/trajectory.hpp"

#include <algorithm>
#include <cmath>

// Private to this folder: the conditions of inter_satellite.hpp, with their derivations there.
namespace urker::access {

/// Two satellites at an instant, in one frame.
struct PairStates {
  orbit::State a, b;
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

  [[nodiscard]] Sample sample(const PairStates& s) const {
    const orbit::Vector3 line = s.b.r_m - s.a.r_m;
    const double squared = line.squaredNorm();
    return {(limit_m_ * limit_m_ - squared) / (2.0 * limit_m_),
            -line.dot(s.b.v_m_s - s.a.v_m_s) / limit_m_, std::sqrt(squared)};
  }
  [[nodiscard]] double curvature_bound(const orbit::MotionBounds& a, const orbit::MotionBounds& b,
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

  [[nodiscard]] Sample sample(const PairStates& s) const {
    const double a2 = s.a.r_m.squaredNorm(), b2 = s.b.r_m.squaredNorm();
    const double pa = tangent_m(a2), pb = tangent_m(b2);
    const double rate = s.a.v_m_s.dot(s.b.r_m) + s.a.r_m.dot(s.b.v_m_s) +
                        s.a.r_m.dot(s.a.v_m_s) * pb / pa + s.b.r_m.dot(s.b.v_m_s) * pa / pb;
    return {(s.a.r_m.dot(s.b.r_m) + pa * pb - block_m_ * block_m_) / block_m_, rate / block_m_, a2,
            b2};
  }
  [[nodiscard]] double curvature_bound(const orbit::MotionBounds& a, const orbit::MotionBounds& b,
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
  [[nodiscard]] Tangent tangent(const orbit::MotionBounds& x, double change_m2,
                                double length_s) const {
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

  [[nodiscard]] Sample sample(const PairStates& s) const {
    const orbit::Vector3 line = s.b.r_m - s.a.r_m;
    const double part = std::clamp(-s.a.r_m.dot(line) / line.squaredNorm(), 0.0, 1.0);
    const orbit::Vector3 foot = s.a.r_m + part * line;
    const double distance_m = foot.norm();
    // The foot's own motion along the segment is across the line to the geocentre, or none.
    const orbit::Vector3 velocity = s.a.v_m_s + part * (s.b.v_m_s - s.a.v_m_s);
    return {distance_m - block_m_, foot.dot(velocity) / distance_m};
  }
  [[nodiscard]] double curvature_bound(const orbit::MotionBounds& a, const orbit::MotionBounds& b,
                                       const SearchPoint<Sample>& from,
                                       const SearchPoint<Sample>& to) const {
    return 8.0 * std::max(a.greatest_speed_m_s, b.greatest_speed_m_s) /
           to_seconds(to.time - from.time);
  }

 private:
  double block_m_;
};

} // namespace urker::access
