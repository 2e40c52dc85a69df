#include "access/daylight.hpp"

#include <chrono>
#include <cmath>
#include <numbers>

namespace urker::access {

using orbit::Vector3;

std::vector<Window> find_daylight(const orbit::Earth& earth, const orbit::Geodetic& place,
                                  double least_elevation_rad, Time begin, Time end,
                                  const ShadowBodies& bodies) {
  if (least_elevation_rad <= -std::numbers::pi / 2.0) {
    return {{begin, end, true, true}};
  }
  const Vector3 up = orbit::geodetic_up(place);
  const Vector3 place_m = orbit::to_itrf_m(place);
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

} // namespace urker::access
