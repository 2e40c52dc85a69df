#pragma once

#include "base/fields.hpp"

#include <optional>

namespace urker::spacecraft {

/// A capacitor with a resistance in series, in the place of a battery.
struct SupercapacitorConfig {
  double capacitance_f = 0.0;
  double resistance_ohm = 0.0;
  double greatest_v = 0.0; ///< at which it is full
  double initial_v = 0.0;
  double off_v = 0.0;     ///< at which everything goes off
  double restart_v = 0.0; ///< at which the satellite starts again
  double sleep_v = 0.0;   ///< at which safe mode begins
  double wake_v = 0.0;    ///< at which it ends
  double for_imaging_v = 0.0;
};
void describe(FieldVisitor& v, SupercapacitorConfig& c);

/// Current that the capacitor at the inner voltage `inner_v` gives when its terminals deliver
/// `power_w` (below zero: take), of the two the smaller: (V - sqrt(V^2 - 4 R P)) / (2 R), in the
/// form that does not cancel. Nothing where the power cannot be drawn, P > V^2 / (4 R).
[[nodiscard]] std::optional<double> capacitor_current_a(double inner_v, double resistance_ohm,
                                                        double power_w);

} // namespace urker::spacecraft
