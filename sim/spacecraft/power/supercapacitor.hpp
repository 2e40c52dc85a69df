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

/// Exact time in which the constant power takes the capacitor from one inner voltage to another.
/// With u = V + sqrt(V^2 - 4 R P): dV/dt = -2 P / (C u) gives
/// t = C / (4 P) [V0 u0 - V1 u1 + 4 R P ln(u1 / u0)].
/// Both voltages must be on the same side of what can be drawn, and the second one be reached.
[[nodiscard]] double capacitor_time_s(const SupercapacitorConfig& c, double from_v, double to_v,
                                      double power_w);

} // namespace urker::spacecraft
