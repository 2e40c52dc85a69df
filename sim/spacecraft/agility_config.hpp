#pragma once

#include "base/fields.hpp"
#include "time/time.hpp"

namespace urker::spacecraft {

/// How fast the satellite turns about its track between strips.
struct AgilityConfig {
  double slew_rate_rad_s = 0.5 * unit::deg.scale;
  double settle_time_s = 10.0;
};
void describe(FieldVisitor& v, AgilityConfig& c);

/// Time from the end of a strip at one roll to the earliest begin of one at another: constant rate,
/// then settling; nothing where the roll stays. Acceleration is left out.
[[nodiscard]] Duration manoeuvre_time(const AgilityConfig& agility, double from_roll_rad,
                                      double to_roll_rad);

} // namespace urker::spacecraft
