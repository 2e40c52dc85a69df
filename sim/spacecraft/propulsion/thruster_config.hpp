#pragma once

#include "base/fields.hpp"

#include <optional>

namespace urker::spacecraft {

/// A thruster with its tank. Thrust and specific impulse are constant while it burns; left out:
/// rise and decay of the thrust, throttling, blow-down of the tank, errors of pointing.
struct ThrusterConfig {
  double thrust_n = 0.0;
  double specific_impulse_s = 0.0;
  double propellant_kg = 0.0;           ///< that can be used, at the start
  double power_w = 0.0;                 ///< electrical, while it burns
  double warm_up_s = 0.0;               ///< before each burn
  double warm_up_power_w = 0.0;         ///< electrical, meanwhile
  std::optional<double> longest_burn_s; ///< none: as long as wanted
  double least_pause_s = 0.0;           ///< from the end of a burn to the begin of the next
  double greatest_duty = 1.0;           ///< most burning time in a revolution, over that time
  double least_impulse_ns = 0.0;        ///< of a burn
  /// Mass flow while it burns.
  [[nodiscard]] double mass_flow_kg_s() const;
};
void describe(FieldVisitor& v, ThrusterConfig& c);

} // namespace urker::spacecraft
