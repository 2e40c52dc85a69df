#include "access/nadir_model.hpp"

#include <algorithm>
#include <cmath>

namespace urker::access {

using orbit::Vector3;

NadirModel::NadirModel(const TrackSection& section, const GroundPlace& point, double limit_rad)
    : section_(section), position_m_(point.position_m),
      limit_chord_(2.0 * std::sin(limit_rad / 2.0)) {}

NadirSample NadirModel::sample(const orbit::State& itrf) const {
  const Vector3 line_m = position_m_ - itrf.r_m;
  const double range_m = line_m.norm();
  const Vector3 e = line_m / range_m;
  const Vector3 down = -orbit::geodetic_up(orbit::to_geodetic(itrf.r_m));
  const Vector3& v = itrf.v_m_s;
  const Vector3 e_rate = (v.dot(e) * e - v) / range_m;
  const Vector3 down_rate = (v.dot(down) * down - v) / itrf.r_m.norm(); // as over a sphere
  const double chord = (e - down).norm();
  return {(limit_chord_ - chord) * (limit_chord_ + chord) / 2.0,
          e_rate.dot(down) + e.dot(down_rate), range_m, chord};
}

double NadirModel::curvature_bound(std::size_t interval, const SearchPoint<NadirSample>& a,
                                   const SearchPoint<NadirSample>& b) const {
  const auto bounds = section_.fixed_bounds(interval);
  const double speed_m_s = bounds.greatest_speed_m_s;
  const double approach_m = speed_m_s * to_seconds(b.time - a.time);
  // No satellite comes within a kilometre of a point on the ground.
  const double least_range_m =
      std::max({bounds.least_radius_m - position_m_.norm(),
                (a.sample.range_m + b.sample.range_m - approach_m) / 2.0, 1e3});
  constexpr double kFlattest_m = 43e3;
  const double curvature_m = bounds.least_radius_m - kFlattest_m;
  const double w = speed_m_s / least_range_m, turn = speed_m_s / curvature_m;
  return bounds.greatest_acceleration_m_s2 * (1.0 / least_range_m + 1.0 / curvature_m) +
         3.0 * w * w + 2.0 * w * turn + 1.2 * turn * turn;
}

} // namespace urker::access
