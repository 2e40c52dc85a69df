#include "spacecraft/power/supercapacitor.hpp"

#include <cmath>

namespace urker::spacecraft {

void describe(FieldVisitor& v, SupercapacitorConfig& c) {
  v.required("capacitance", c.capacitance_f, positive(unit::farad), "Capacitance");
  v.required("resistance", c.resistance_ohm, not_negative(unit::ohm), "Resistance in series");
  v.required("full", c.greatest_v, positive(unit::V), "Inner voltage at which it takes no more");
  v.required("initial", c.initial_v, positive(unit::V), "Inner voltage at the start");
  v.required("off", c.off_v, not_negative(unit::V),
             "Inner voltage at which everything goes off; it does so too where the load cannot be "
             "drawn through the resistance");
  v.required("restart", c.restart_v, positive(unit::V), "At which the satellite starts again");
  v.required("sleep", c.sleep_v, positive(unit::V), "At which safe mode begins");
  v.required("wake", c.wake_v, positive(unit::V), "At which safe mode ends");
  v.optional("for_imaging", c.for_imaging_v, not_negative(unit::V),
             "Least inner voltage at which a strip is begun");
  v.check(c.off_v < c.restart_v, "restart", "restart must lie above off");
  v.check(c.off_v <= c.sleep_v, "sleep", "sleep must not lie below off");
  v.check(c.sleep_v < c.wake_v, "wake", "wake must lie above sleep");
  v.check(c.wake_v <= c.greatest_v && c.restart_v <= c.greatest_v, "full",
          "restart and wake must not lie above full");
  v.check(c.initial_v <= c.greatest_v && c.initial_v > c.sleep_v, "initial",
          "the satellite must start above sleep and not above full");
}

std::optional<double> capacitor_current_a(double inner_v, double resistance_ohm, double power_w) {
  const double discriminant = inner_v * inner_v - 4.0 * resistance_ohm * power_w;
  const double divisor = inner_v + std::sqrt(std::max(0.0, discriminant));
  if (discriminant < 0.0 || divisor <= 0.0) {
    return std::nullopt;
  }
  return 2.0 * power_w / divisor;
}

} // namespace urker::spacecraft
