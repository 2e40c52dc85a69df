#include "access/daylight.hpp"

#include <chrono>
#include <cmath>
#include <numbers>

namespace urker::access {

using orbit::Vector3;

std::vector<Window> find_daylight(const orbit::Earth& earth, const GroundPlace& point,
                                  double least_elevation_rad, Time begin, Time end,
                                  const ShadowBodies& bodies) {
  if (least_elevation_rad <= -std::numbers::pi / 2.0) {
    return {{begin, end, true, true}};
  }
  const Vector3 &up = point.up, &place_m = point.position_m;
  const double limit = std::sin(least_elevation_rad);
  constexpr double kRate_rad_s = orbit::Earth::kRotationRate_rad_s;
  const ConditionFunction condition{
      [&, limit](Time t) {
        const Vector3 sun = (bodies.sun_m(earth, t) - place_m).normalized();
        return Condition{sun.dot(up) - limit, kRate_rad_s * (sun.y() * up.x() - sun.x() * up.y())};
      },
      [](Time, Time) { return 1.02 * kRate_rad_s * kRate_rad_s; }};
  return find_windows(condition, begin, end, std::chrono::minutes(30));
}

DaylightScreen::DaylightScreen(const orbit::Earth& earth, double least_elevation_rad, Time begin,
                               Time end, const ShadowBodies& bodies)
    : dark_below_(-2.0), lit_above_(-2.0) {
  if (least_elevation_rad <= -std::numbers::pi / 2.0) {
    return;
  }
  constexpr double kParallax_rad = 5e-5;
  const double turn_rad =
      1.02 * orbit::Earth::kRotationRate_rad_s * to_seconds(end - begin) / 2.0 + kParallax_rad;
  const double limit = std::sin(least_elevation_rad);
  sun_ = bodies.sun_m(earth, begin + (end - begin) / 2).normalized();
  dark_below_ = limit - turn_rad;
  lit_above_ = limit + turn_rad;
}

} // namespace urker::access
