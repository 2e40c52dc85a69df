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

ReachScreen::ReachScreen(const TrackSection& section, double ground_radius_m,
                         double off_nadir_rad) {
  for (std::size_t i = 0; i + 1 < section.node_count(); ++i) {
    add(section, i, ground_radius_m, off_nadir_rad);
  }
}

void ReachScreen::add(const TrackSection& section, std::size_t interval, double ground_radius_m,
                      double off_nadir_rad) {
  constexpr double kRounding = 1e-9;
  const auto bounds = section.fixed_bounds(interval);
  const Vector3 a_m = section.node(interval).r_m, b_m = section.node(interval + 1).r_m;
  const double length_s = to_seconds(section.node_time(interval + 1) - section.node_time(interval));
  const double eighth_s2 = length_s * length_s / 8.0;
  const double w = bounds.greatest_speed_m_s / bounds.least_radius_m;
  const double a = bounds.greatest_acceleration_m_s2;
  const double sag = (a / bounds.least_radius_m + 1.62 * w * w) * eighth_s2;
  // |r|'' = a_r + v_t^2 / r.
  const double rise_m = (a + bounds.greatest_speed_m_s * w) * eighth_s2;
  const double radius_m =
      std::min(std::max(a_m.norm(), b_m.norm()) + rise_m, bounds.greatest_radius_m);
  const double greatest = reach_chord(radius_m, ground_radius_m, off_nadir_rad) + sag + kRounding;
  Chord chord{a_m.normalized(), b_m.normalized(), 0.0, greatest * greatest};
  chord.step -= chord.begin;
  if (const double square = chord.step.squaredNorm(); square > 0.0) {
    chord.per_square = 1.0 / square;
  }
  chords_.push_back(chord);
}

} // namespace urker::access
