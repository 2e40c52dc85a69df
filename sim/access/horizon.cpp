#include "access/horizon.hpp"

#include "access/window_search.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace urker::access {
namespace {

constexpr double kTurn_rad = 2.0 * std::numbers::pi;

struct MaskSample {
  double value = 0.0; ///< rad above the mask
  double rate_per_s = 0.0;
  double elevation_rad = 0.0;
  double range_m = 0.0;
};

/// See find_windows_above.
class MaskModel {
 public:
  MaskModel(const TrackSection& section, const orbit::Geodetic& place, const HorizonMask& mask)
      : section_(section), place_(place), mask_(mask) {}

  [[nodiscard]] std::size_t node_count() const { return section_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return section_.node_time(node); }
  [[nodiscard]] MaskSample at_node(std::size_t node) const { return sample(section_.node(node)); }
  [[nodiscard]] MaskSample at(Time t) const { return sample(section_.track().at(t)); }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<MaskSample>& a,
                                       const SearchPoint<MaskSample>& b) const {
    const double length_s = to_seconds(b.time - a.time);
    const double speed_m_s = section_.fixed_bounds(interval).greatest_speed_m_s;
    // No satellite comes within a kilometre of a station.
    const double range_m =
        std::max((a.sample.range_m + b.sample.range_m - speed_m_s * length_s) / 2.0, 1e3);
    const double turn_rad_s = speed_m_s / range_m;
    const double middle_rad = (a.sample.elevation_rad + b.sample.elevation_rad) / 2.0;
    const double highest_rad = middle_rad + turn_rad_s * length_s / 2.0;
    const double lowest_rad = middle_rad - turn_rad_s * length_s / 2.0;
    if (lowest_rad > mask_.greatest_rad() || highest_rad < mask_.least_rad()) {
      return 0.0;
    }
    // So close to the zenith or the nadir only a shorter interval tells more.
    constexpr double kSteepest_rad = 1.56;
    const double steepest_rad = std::max(highest_rad, -lowest_rad);
    const double slope = steepest_rad < kSteepest_rad
                             ? turn_rad_s * (1.0 + mask_.steepest() / std::cos(steepest_rad))
                             : kHopeless_rad_s;
    return 8.0 * slope / length_s;
  }

 private:
  static constexpr double kHopeless_rad_s = 1e9;

  [[nodiscard]] MaskSample sample(const orbit::State& itrf) const {
    const auto look = orbit::look_angles(place_, itrf);
    return {look.elevation_rad - mask_.elevation_rad(look.azimuth_rad), 0.0, look.elevation_rad,
            look.range_m};
  }

  const TrackSection& section_;
  const orbit::Geodetic& place_;
  const HorizonMask& mask_;
};

} // namespace

HorizonMask::HorizonMask(std::vector<HorizonPoint> points) : points_(std::move(points)) {
  constexpr double kGreatest_rad = 89.0 * std::numbers::pi / 180.0;
  constexpr double kLeastStep_rad = 1e-6;
  require(!points_.empty(), "a horizon has no point");
  least_rad_ = greatest_rad_ = points_.front().elevation_rad;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const HorizonPoint& p = points_[i];
    require(p.azimuth_rad >= 0.0 && p.azimuth_rad < kTurn_rad &&
                std::abs(p.elevation_rad) <= kGreatest_rad + 1e-12,
            "a point of a horizon is out of range");
    least_rad_ = std::min(least_rad_, p.elevation_rad);
    greatest_rad_ = std::max(greatest_rad_, p.elevation_rad);
    if (points_.size() > 1) {
      const bool last = i + 1 == points_.size();
      const HorizonPoint& q = points_[last ? 0 : i + 1];
      const double step_rad = q.azimuth_rad - p.azimuth_rad + (last ? kTurn_rad : 0.0);
      require(step_rad >= kLeastStep_rad, "the points of a horizon are not in order");
      steepest_ = std::max(steepest_, std::abs(q.elevation_rad - p.elevation_rad) / step_rad);
    }
  }
}

double HorizonMask::elevation_rad(double azimuth_rad) const {
  const auto after = std::upper_bound(
      points_.begin(), points_.end(), azimuth_rad,
      [](double azimuth, const HorizonPoint& p) { return azimuth < p.azimuth_rad; });
  HorizonPoint left = after == points_.begin() ? points_.back() : *(after - 1);
  HorizonPoint right = after == points_.end() ? points_.front() : *after;
  if (after == points_.begin()) {
    left.azimuth_rad -= kTurn_rad;
  }
  if (after == points_.end()) {
    right.azimuth_rad += kTurn_rad;
  }
  const double part = (azimuth_rad - left.azimuth_rad) / (right.azimuth_rad - left.azimuth_rad);
  return left.elevation_rad + part * (right.elevation_rad - left.elevation_rad);
}

std::vector<Window> find_windows_above(const Track& track, const orbit::Geodetic& place,
                                       const HorizonMask& mask, Time begin, Time end) {
  require(!mask.empty(), "a horizon has no point");
  const TrackSection section(track, begin, end);
  return search_windows(MaskModel(section, place, mask));
}

} // namespace urker::access
