#pragma once

#include "access/contact_plan.hpp"
#include "access/ground_place.hpp"
#include "access/window_search.hpp"

#include <algorithm>
#include <cmath>

namespace urker::access {

struct StationSample {
  double value = 0.0; ///< m, positive above the horizon
  double rate_per_s = 0.0;
  double range_m = 0.0;
};

/// Nothing below it is in view.
[[nodiscard]] inline double lowest_rad(const Site& site) {
  return site.mask.empty() ? site.least_elevation_rad
                           : std::max(site.least_elevation_rad, site.mask.least_rad());
}

/// Bound on f'' of StationModel, over ranges of at least `least_range_m`; the site stands
/// `site_radius_m` from the Earth's centre.
[[nodiscard]] inline double pass_curvature(double sine, double site_radius_m,
                                           const orbit::MotionBounds& fixed, double least_range_m) {
  // No satellite comes within a kilometre of a station.
  const double range_m = std::max({fixed.least_radius_m - site_radius_m, least_range_m, 1e3});
  const double speed_m_s = fixed.greatest_speed_m_s;
  return (1.0 + std::abs(sine)) * fixed.greatest_acceleration_m_s2 +
         std::abs(sine) * speed_m_s * speed_m_s / range_m;
}

/// f = q.n - s |q| with the line q from the site to the satellite, the site's vertical n and the
/// sine s of the least elevation. In the Earth-fixed frame n is constant, so that
/// f'' = q''.(n - s q/|q|) - s (|q'|^2 - |q|'^2) / |q| and |f''| <= (1 + |s|) A + |s| V^2 / |q|.
class StationModel {
 public:
  StationModel(const TrackSection& section, const Site& site)
      : StationModel(section, GroundPlace(site.place), lowest_rad(site)) {}
  StationModel(const TrackSection& section, const GroundPlace& point, double least_elevation_rad)
      : section_(section), position_m_(point.position_m), up_(point.up),
        sine_(std::sin(least_elevation_rad)) {}

  [[nodiscard]] std::size_t node_count() const { return section_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return section_.node_time(node); }
  [[nodiscard]] StationSample at_node(std::size_t node) const {
    return sample(section_.node(node));
  }
  [[nodiscard]] StationSample at(Time t) const { return sample(section_.track().at(t)); }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<StationSample>& a,
                                       const SearchPoint<StationSample>& b) const {
    const auto bounds = section_.fixed_bounds(interval);
    const double approach_m = bounds.greatest_speed_m_s * to_seconds(b.time - a.time);
    return pass_curvature(sine_, position_m_.norm(), bounds,
                          (a.sample.range_m + b.sample.range_m - approach_m) / 2.0);
  }

  [[nodiscard]] double sine_of_elevation(const orbit::State& itrf) const {
    const orbit::Vector3 line_m = itrf.r_m - position_m_;
    return line_m.dot(up_) / line_m.norm();
  }
  [[nodiscard]] double sine_of_elevation(Time t) const {
    return sine_of_elevation(section_.track().at(t));
  }

 private:
  [[nodiscard]] StationSample sample(const orbit::State& itrf) const {
    const orbit::Vector3 line_m = itrf.r_m - position_m_;
    const double range_m = line_m.norm();
    return {line_m.dot(up_) - sine_ * range_m,
            itrf.v_m_s.dot(up_) - sine_ * line_m.dot(itrf.v_m_s) / range_m, range_m};
  }

  const TrackSection& section_;
  orbit::Vector3 position_m_, up_;
  double sine_;
};

} // namespace urker::access
