#include "access/reach.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::access {

using orbit::Vector3;

double reach_chord(double satellite_radius_m, double ground_radius_m, double off_nadir_rad) {
  constexpr double kTilt_rad = kGreatestVerticalAngle_rad;
  static const double kCosine = std::cos(kTilt_rad);
  const double ratio = std::min(ground_radius_m / satellite_radius_m, 1.0);
  double angle_rad = std::acos(ratio * kCosine) + kTilt_rad;
  const double n = off_nadir_rad + kTilt_rad;
  if (n < std::numbers::pi / 2.0) {
    if (const double sine = std::sin(n) / ratio; sine < kCosine) {
      angle_rad = std::min(angle_rad, std::asin(sine) - n);
    }
  }
  return 2.0 * std::sin(std::min(angle_rad, std::numbers::pi) / 2.0);
}

ReachChord::ReachChord(const Vector3& begin_m, const Vector3& end_m, double length_s,
                       const orbit::MotionBounds& fixed, double ground_radius_m,
                       double off_nadir_rad)
    : begin_(begin_m.normalized()), step_(end_m.normalized() - begin_) {
  constexpr double kRounding = 1e-9;
  const double eighth_s2 = length_s * length_s / 8.0;
  const double w = fixed.greatest_speed_m_s / fixed.least_radius_m;
  const double a = fixed.greatest_acceleration_m_s2;
  const double sag = (a / fixed.least_radius_m + 1.62 * w * w) * eighth_s2;
  // |r|'' = a_r + v_t^2 / r.
  const double rise_m = (a + fixed.greatest_speed_m_s * w) * eighth_s2;
  const double radius_m =
      std::min(std::max(begin_m.norm(), end_m.norm()) + rise_m, fixed.greatest_radius_m);
  const double greatest = reach_chord(radius_m, ground_radius_m, off_nadir_rad) + sag + kRounding;
  greatest_square_ = greatest * greatest;
  if (const double square = step_.squaredNorm(); square > 0.0) {
    per_square_ = 1.0 / square;
  }
}

ReachScreen::ReachScreen(const TrackSection& section, double ground_radius_m,
                         double off_nadir_rad) {
  for (std::size_t i = 0; i + 1 < section.node_count(); ++i) {
    chords_.emplace_back(section.node(i).r_m, section.node(i + 1).r_m,
                         to_seconds(section.node_time(i + 1) - section.node_time(i)),
                         section.fixed_bounds(i), ground_radius_m, off_nadir_rad);
  }
}

} // namespace urker::access
