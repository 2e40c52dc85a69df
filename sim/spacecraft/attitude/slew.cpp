#include "spacecraft/attitude/slew.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

void describe(FieldVisitor& v, SlewConfig& c) {
  constexpr Unit kAcceleration{"deg/s2", {.time = -2, .angle = 1}, unit::deg.scale};
  v.optional("rate", c.rate_rad_s, between(0.001, 20.0, unit::deg_per_s), "Greatest rate");
  v.optional("acceleration", c.acceleration_rad_s2, between(1e-5, 100.0, kAcceleration),
             "Greatest acceleration, and deceleration");
  v.optional("settling", c.settling_s, between(0.0, 600.0, unit::s),
             "Rest after a slew before the pointing counts as held");
}

SlewProfile::SlewProfile(const SlewConfig& config, double angle_rad)
    : angle_rad_(angle_rad), acceleration_rad_s2_(config.acceleration_rad_s2),
      settling_s_(config.settling_s) {
  // Half of the angle is passed while accelerating if the greatest rate is not reached.
  ramp_s_ = std::min(std::sqrt(angle_rad / acceleration_rad_s2_),
                     config.rate_rad_s / acceleration_rad_s2_);
  const double ramps_rad = acceleration_rad_s2_ * ramp_s_ * ramp_s_;
  coast_s_ = std::max(0.0, (angle_rad - ramps_rad) / config.rate_rad_s);
}

double SlewProfile::angle_at(double t_s) const {
  if (t_s <= 0.0) {
    return 0.0;
  }
  if (t_s < ramp_s_) {
    return 0.5 * acceleration_rad_s2_ * t_s * t_s;
  }
  if (t_s < ramp_s_ + coast_s_) {
    return acceleration_rad_s2_ * ramp_s_ * (t_s - 0.5 * ramp_s_);
  }
  const double left_s = motion_s() - t_s;
  return left_s > 0.0 ? angle_rad_ - 0.5 * acceleration_rad_s2_ * left_s * left_s : angle_rad_;
}

} // namespace urker::spacecraft
