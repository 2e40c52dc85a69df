#include "spacecraft/agility_config.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

void describe(FieldVisitor& v, AgilityConfig& c) {
  v.optional("slew_rate", c.slew_rate_rad_s, between(0.01, 10.0, unit::deg_per_s),
             "Rate at which the satellite rolls between strips");
  v.optional("settle_time", c.settle_time_s, between(0.0, 600.0, unit::s),
             "Rest after a roll before imaging");
}

namespace {

/// Of a slew that ends where the orbit has turned to by then.
Duration slew_time(const SlewConfig& slew, double angle_rad) {
  constexpr double kOrbit_rad_s = 1.2e-3; // no orbit turns faster
  const double longest_s = SlewProfile(slew, std::numbers::pi).duration_s();
  double time_s = SlewProfile(slew, angle_rad).duration_s();
  for (int i = 0; i < 20; ++i) { // grows towards its limit
    time_s = SlewProfile(slew, angle_rad + kOrbit_rad_s * time_s).duration_s();
  }
  constexpr double kSearch_s = 0.01; // of the departure by the satellite
  return ceil_seconds(std::min(time_s, longest_s) + kSearch_s);
}

} // namespace

Duration manoeuvre_time(const AgilityConfig& agility, double from_roll_rad, double to_roll_rad) {
  const double angle_rad = std::abs(to_roll_rad - from_roll_rad);
  if (angle_rad == 0.0) {
    return Duration::zero();
  }
  if (agility.slew) {
    return slew_time(*agility.slew, angle_rad);
  }
  return ceil_seconds(angle_rad / agility.slew_rate_rad_s + agility.settle_time_s);
}

} // namespace urker::spacecraft
