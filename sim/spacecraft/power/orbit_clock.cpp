#include "spacecraft/power/orbit_clock.hpp"

#include "access/sign_change.hpp"

#include <cmath>
#include <numbers>

namespace urker::spacecraft {

Time next_ascending_node(const Heavens& heavens, Time t) {
  constexpr double kEarthGravity_m3_s2 = 3.986004418e14;
  constexpr int kParts = 16; // of a period
  const orbit::State state = heavens.state(t);
  const double axis_m =
      1.0 / (2.0 / state.r_m.norm() - state.v_m_s.squaredNorm() / kEarthGravity_m3_s2);
  const double period_s =
      2.0 * std::numbers::pi * std::sqrt(axis_m * axis_m * axis_m / kEarthGravity_m3_s2);
  const auto height_m = [&](Time at) { return heavens.state(at).r_m.z(); };
  // Off the node that may be at t itself.
  Time before = t + round_seconds(0.01 * period_s);
  double before_m = height_m(before);
  for (int i = 1; i <= kParts + 2; ++i) {
    const Time after = t + round_seconds(period_s * i / kParts);
    const double after_m = height_m(after);
    if (before_m < 0.0 && after_m >= 0.0) {
      return access::sign_change(height_m, before, before_m, after, after_m);
    }
    before = after;
    before_m = after_m;
  }
  return t + round_seconds(period_s);
}

} // namespace urker::spacecraft
