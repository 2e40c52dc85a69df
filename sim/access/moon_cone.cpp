#include "access/moon_cone.hpp"

#include <cmath>

namespace urker::access {
namespace {

using orbit::State;
using orbit::Vector3;

/// Never exceeded by the Moon's motion about the Earth: at the least perigee (356 400 km) it moves
/// by 1.10 km/s and falls by 3.2e-3 m/s^2, and no apogee is beyond 406 800 km.
constexpr PointMotion kMoon{4.1e8, 1.15e3, 3.4e-3};

/// The line from the Sun to the Moon: the Earth's least distance from the Sun, 1.4708e11 m, less
/// the Moon's; 30.3 km/s of the Earth at perihelion and the Moon's speed across it; along it the
/// 0.51 km/s of an eccentric orbit and the Moon's; the pull of the Sun, that on the Moon and the
/// centrifugal part.
constexpr double kLeastDistance_m = 1.465e11;
constexpr double kAxisRate_rad_s = 2.2e-7;
constexpr double kAxisRateChange_rad_s2 = 1e-12;
constexpr double kDistanceRate_m_s = 1.7e3;
constexpr double kDistanceRateChange_m_s2 = 2e-2;

/// Covers the cosine of b, and the interpolation of the Sun.
constexpr double kSlack = 1.01;

struct Relative {
  double distance, speed, acceleration; ///< to the Moon, m
};
Relative to_moon(const PointMotion& point) {
  return {point.greatest_radius_m + kMoon.greatest_radius_m,
          point.greatest_speed_m_s + kMoon.greatest_speed_m_s,
          point.greatest_acceleration_m_s2 + kMoon.greatest_acceleration_m_s2};
}

double across_rate(const Relative& q) {
  return q.speed + 2.0 * q.distance * kAxisRate_rad_s;
}

} // namespace

MoonCone::MoonCone(const orbit::Earth& earth, const ShadowBodies& bodies, MoonShadow shadow,
                   double margin_m)
    : earth_(earth), bodies_(bodies),
      touching_m_(bodies.moon_radius_m +
                  (shadow == MoonShadow::penumbra ? bodies.sun_radius_m : -bodies.sun_radius_m)),
      margin_m_(margin_m) {}

MoonConeSample MoonCone::sample(const State& itrf, Time t) const {
  const State moon = earth_.moon_itrf(t);
  const Vector3 line_m = moon.r_m - bodies_.sun_m(earth_, t);
  const double distance_m = line_m.norm();
  const Vector3 axis = line_m / distance_m;
  const Vector3 q = itrf.r_m - moon.r_m;
  const double x = q.dot(axis);
  const Vector3 across = q - x * axis;

  const double a = bodies_.moon_radius_m;
  const double sin_b = touching_m_ / distance_m;
  const double cos_b = std::sqrt(1.0 - sin_b * sin_b);
  const double edge = (a + x * sin_b) / cos_b + margin_m_;

  // In the Earth-fixed frame the axis turns with the sky.
  constexpr double kRate = orbit::Earth::kRotationRate_rad_s;
  const Vector3 axis_rate(kRate * axis.y(), -kRate * axis.x(), 0.0);
  const Vector3 q_rate = itrf.v_m_s - moon.v_m_s;
  const double x_rate = q_rate.dot(axis) + q.dot(axis_rate);
  const double rate = (edge * x_rate * sin_b / cos_b - q.dot(q_rate) + x * x_rate) / a;
  return {(edge * edge - across.squaredNorm()) / (2.0 * a), rate, across.norm(), edge,
          x + a * sin_b};
}

double MoonCone::curvature_bound(const PointMotion& motion, double across_m) const {
  constexpr double w = kAxisRate_rad_s, w2 = w * w + kAxisRateChange_rad_s2;
  const Relative q = to_moon(motion);
  const double across_1 = across_rate(q);
  const double across_2 = q.acceleration + 4.0 * q.speed * w + 2.0 * q.distance * w2;
  const double along_1 = q.speed + q.distance * w;
  const double along_2 = q.acceleration + 2.0 * q.speed * w + q.distance * w2;
  constexpr double change_1 = kDistanceRate_m_s / kLeastDistance_m;
  constexpr double change_2 =
      kDistanceRateChange_m_s2 / kLeastDistance_m + 2.0 * change_1 * change_1;
  const double sine = std::abs(touching_m_) / kLeastDistance_m;
  const double edge = bodies_.moon_radius_m + margin_m_ + sine * q.distance;
  const double edge_1 = sine * (along_1 + q.distance * change_1);
  const double edge_2 = sine * (along_2 + 2.0 * along_1 * change_1 + q.distance * change_2);
  return kSlack / bodies_.moon_radius_m *
         (across_1 * across_1 + across_m * across_2 + edge_1 * edge_1 + edge * edge_2);
}

double MoonCone::farthest_across_m(const PointMotion& motion, const SearchPoint<MoonConeSample>& a,
                                   const SearchPoint<MoonConeSample>& b) const {
  const double path_m = across_rate(to_moon(motion)) * to_seconds(b.time - a.time);
  return (a.sample.across_m + b.sample.across_m + path_m) / 2.0;
}

} // namespace urker::access
