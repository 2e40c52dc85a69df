#include "access/contact_plan.hpp"
#include "access/daylight.hpp"
#include "access/window_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace urker::access {
namespace {

using orbit::State;
using orbit::Vector3;

/// The Earth's polar radius: the smaller the Earth, the farther the imager reaches.
constexpr double kLeastEarthRadius_m =
    orbit::kEarthEquatorialRadius_m * (1.0 - orbit::kEarthFlattening);
/// The geodetic nadir departs from the direction to the geocentre by less than this.
constexpr double kNadirSlack_rad = 0.1925 * std::numbers::pi / 180.0;

/// Earth-central angle from the point below to the farthest one in reach, on a sphere of the least
/// radius.
double reach_rad(double radius_m, double off_nadir_rad) {
  const double sine = radius_m * std::sin(off_nadir_rad) / kLeastEarthRadius_m;
  return sine < 1.0 && off_nadir_rad < std::numbers::pi / 2.0
             ? std::asin(sine) - off_nadir_rad
             : std::acos(std::min(kLeastEarthRadius_m / radius_m, 1.0));
}

/// f = r.c - |r| cos(reach(|r|) + cap radius) with the direction c to the cap's centre. The reach
/// is convex in |r|, so that a line between its values at the section's least and greatest radius
/// is never below it; a reach to the horizon is not, and is taken at the greatest radius. With that
/// line's slope k, q = |r| cos(...) has |dq/d|r|| <= 1 + k |r| and |d2q/d|r|2| <= 2 k + k^2 |r|.
///
/// Between two nodes h apart the direction turns from the nearer one by w h / 2 at most, with w =
/// speed / least radius: where it is farther than that and the greatest angle from c at both, f <
/// 0.
class ReachModel {
 public:
  ReachModel(const TrackSection& section, const AreaTarget& target)
      : section_(section), centre_(orbit::to_itrf_m(target.centre).normalized()) {
    double least_m = std::numeric_limits<double>::infinity(), greatest_m = 0.0;
    for (std::size_t i = 0; i + 1 < section.node_count(); ++i) {
      least_m = std::min(least_m, section.inertial_bounds(i).least_radius_m);
      greatest_m = std::max(greatest_m, section.inertial_bounds(i).greatest_radius_m);
    }
    const double off_nadir = target.greatest_off_nadir_rad + kNadirSlack_rad;
    const auto angle = [&](double radius_m) {
      return std::min(reach_rad(radius_m, off_nadir) + target.radius_rad, std::numbers::pi);
    };
    least_radius_m_ = least_m;
    angle_rad_ = angle(greatest_m);
    find_near_nodes(angle_rad_);
    if (greatest_m > least_m && greatest_m * std::sin(off_nadir) < kLeastEarthRadius_m) {
      slope_rad_m_ = (angle_rad_ - angle(least_m)) / (greatest_m - least_m);
      angle_rad_ = angle(least_m);
    }
  }

  [[nodiscard]] std::size_t node_count() const { return section_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return section_.node_time(node); }
  [[nodiscard]] Condition at_node(std::size_t node) const { return sample(section_.node(node)); }
  [[nodiscard]] Condition at(Time t) const { return sample(section_.track().at(t)); }
  [[nodiscard]] bool may_hold(std::size_t interval) const {
    return near_[interval] || near_[interval + 1];
  }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<Condition>&,
                                       const SearchPoint<Condition>&) const {
    const auto bounds = section_.fixed_bounds(interval);
    const double k = std::abs(slope_rad_m_);
    const double r = bounds.greatest_radius_m;
    const double v = bounds.greatest_speed_m_s;
    const double a = bounds.greatest_acceleration_m_s2;
    return a + (1.0 + k * r) * (a + v * v / bounds.least_radius_m) + (2.0 * k + k * k * r) * v * v;
  }

 private:
  void find_near_nodes(double greatest_angle_rad) {
    constexpr double kRounding_rad = 1e-9;
    double turn_rad = 0.0;
    for (std::size_t i = 0; i + 1 < section_.node_count(); ++i) {
      const auto bounds = section_.fixed_bounds(i);
      const double length_s = to_seconds(section_.node_time(i + 1) - section_.node_time(i));
      turn_rad = std::max(turn_rad, bounds.greatest_speed_m_s / bounds.least_radius_m * length_s);
    }
    const double cosine =
        std::cos(std::min(greatest_angle_rad + turn_rad / 2.0 + kRounding_rad, std::numbers::pi));
    near_.resize(section_.node_count());
    for (std::size_t i = 0; i < near_.size(); ++i) {
      const Vector3 r_m = section_.node(i).r_m;
      near_[i] = r_m.dot(centre_) >= cosine * r_m.norm();
    }
  }
  [[nodiscard]] Condition sample(const State& itrf) const {
    const double r = itrf.r_m.norm();
    const double r_rate = itrf.r_m.dot(itrf.v_m_s) / r;
    const double angle = angle_rad_ + slope_rad_m_ * (r - least_radius_m_);
    const double cosine = std::cos(angle);
    return {itrf.r_m.dot(centre_) - r * cosine,
            itrf.v_m_s.dot(centre_) - r_rate * (cosine - r * std::sin(angle) * slope_rad_m_)};
  }

  const TrackSection& section_;
  Vector3 centre_;
  double least_radius_m_ = 0.0;
  double angle_rad_ = 0.0;   ///< at the least radius
  double slope_rad_m_ = 0.0; ///< 0: a constant angle
  std::vector<bool> near_;   ///< by node: maybe within reach between it and the next ones
};

} // namespace

std::vector<AreaPass> find_area_passes(const Track& track, const AreaTarget& target, Time begin,
                                       Time end) {
  const TrackSection section(track, begin, end);
  const double limit_rad = target.least_sun_elevation_rad - target.radius_rad;
  std::vector<AreaPass> passes;
  for (const Window& window :
       intersect(search_windows(ReachModel(section, target)),
                 find_daylight(track.earth(), GroundPlace(target.centre), limit_rad, begin, end))) {
    passes.push_back({0, 0, window});
  }
  return passes;
}

} // namespace urker::access
