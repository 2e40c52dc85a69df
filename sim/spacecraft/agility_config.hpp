#pragma once

#include "base/fields.hpp"
#include "spacecraft/attitude/slew.hpp"
#include "time/time.hpp"

#include <optional>

namespace urker::spacecraft {

/// How fast the satellite turns about its track between strips.
struct AgilityConfig {
  double slew_rate_rad_s = 0.5 * unit::deg.scale;
  double settle_time_s = 10.0;
  std::optional<SlewConfig> slew{}; ///< of the attitude, where that is modelled: holds instead
};
void describe(FieldVisitor& v, AgilityConfig& c);

/// Time from the end of a strip at one roll to the earliest begin of one at another: constant rate,
/// then settling; nothing where the roll stays. By a slew with acceleration at most that for the
/// difference of the rolls and what a low orbit turns meanwhile.
[[nodiscard]] Duration manoeuvre_time(const AgilityConfig& agility, double from_roll_rad,
                                      double to_roll_rad);

} // namespace urker::spacecraft
