#include "spacecraft/agility_config.hpp"

#include <cmath>

namespace urker::spacecraft {

void describe(FieldVisitor& v, AgilityConfig& c) {
  v.optional("slew_rate", c.slew_rate_rad_s, between(0.01, 10.0, unit::deg_per_s),
             "Rate at which the satellite rolls between strips");
  v.optional("settle_time", c.settle_time_s, between(0.0, 600.0, unit::s),
             "Rest after a roll before imaging");
}

Duration manoeuvre_time(const AgilityConfig& agility, double from_roll_rad, double to_roll_rad) {
  const double angle_rad = std::abs(to_roll_rad - from_roll_rad);
  if (angle_rad == 0.0) {
    return Duration::zero();
  }
  return ceil_seconds(angle_rad / agility.slew_rate_rad_s + agility.settle_time_s);
}

} // namespace urker::spacecraft
