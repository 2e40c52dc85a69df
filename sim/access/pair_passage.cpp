#include "access/pair_passage.hpp"

#include "access/sign_change.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::access {
namespace {

/// A model of a window search on a part of an hour; `Condition` does the rest.
template <class Condition>
class PairModel {
 public:
  using Sample = typename Condition::Sample;
  PairModel(const PairHour& pair, std::size_t first, std::size_t last, const Condition& condition)
      : pair_(pair), first_(first), last_(last), condition_(condition) {}
  [[nodiscard]] std::size_t node_count() const { return last_ + 1 - first_; }
  [[nodiscard]] Time node_time(std::size_t node) const { return pair_.node_time(first_ + node); }
  [[nodiscard]] Sample at_node(std::size_t node) const {
    return condition_.sample(pair_.node(first_ + node));
  }
  [[nodiscard]] Sample at(Time t) const { return condition_.sample(pair_.at(t)); }
  [[nodiscard]] double curvature_bound(std::size_t, const SearchPoint<Sample>& a,
                                       const SearchPoint<Sample>& b) const {
    return condition_.curvature_bound(pair_.bounds_a(), pair_.bounds_b(), a, b);
  }

 private:
  const PairHour& pair_;
  std::size_t first_, last_;
  const Condition& condition_;
};

template <class Condition>
std::vector<Window> windows_of(const PairHour& pair, std::size_t first, std::size_t last,
                               const Condition& condition) {
  return search_windows(PairModel<Condition>(pair, first, last, condition));
}

/// The range's slope, from positions this far to either side: SGP4's velocity is not quite the
/// derivative of its position.
constexpr Duration kSlopeReach = std::chrono::milliseconds(100);

} // namespace

void ClosestApproach::add(Time t, double range_m) {
  if (empty_ || range_m < least_m_) {
    before_ = empty_ ? t : last_;
    at_ = behind_ = t;
    least_m_ = range_m;
    empty_ = false;
  } else if (behind_ == at_) {
    behind_ = t;
  }
  last_ = t;
}

void ClosestApproach::set(const PairHour& pair, InterSatelliteContact& contact) const {
  contact.closest = at_;
  contact.least_range_m = least_m_;
  const Time left = before_ + kSlopeReach, right = behind_ - kSlopeReach;
  if (right <= left) {
    return;
  }
  const auto slope = [&pair](Time t) {
    return pair.range_m(t + kSlopeReach) - pair.range_m(t - kSlopeReach);
  };
  const double slope_left = slope(left), slope_right = slope(right);
  if (slope_left < 0.0 && slope_right > 0.0) {
    const Time t = sign_change(slope, left, slope_left, right, slope_right);
    const double range_m = pair.range_m(t);
    if (range_m < contact.least_range_m) {
      contact.closest = t;
      contact.least_range_m = range_m;
    }
  }
}

std::vector<Window> windows_between(const PairHour& pair, std::size_t first, std::size_t last,
                                    double blocking_radius_m, bool smooth, double range_limit_m) {
  std::vector<Window> near;
  const bool limited = std::isfinite(range_limit_m);
  if (limited) {
    near = windows_of(pair, first, last, RangeCondition(range_limit_m));
    if (near.empty()) {
      return near;
    }
  }
  const auto seen = smooth ? windows_of(pair, first, last, SightCondition(blocking_radius_m))
                           : windows_of(pair, first, last, DistanceCondition(blocking_radius_m));
  return limited ? intersect(seen, near) : seen;
}

} // namespace urker::access
