#include "spacecraft/faults/fault_config.hpp"

#include <cstddef>

namespace urker::spacecraft {

std::string_view target_name(FaultTarget target) {
  return EnumNames<FaultTarget>::names[static_cast<std::size_t>(target)];
}

std::optional<UnitKind> unit_of(FaultTarget target) {
  switch (target) {
  case FaultTarget::payload:
    return UnitKind::payload;
  case FaultTarget::imager:
    return UnitKind::imager;
  case FaultTarget::radio:
    return UnitKind::radio;
  case FaultTarget::computer:
    return UnitKind::computer;
  case FaultTarget::propulsion:
    return UnitKind::propulsion;
  case FaultTarget::attitude:
    return UnitKind::attitude;
  case FaultTarget::heater:
    return UnitKind::heater;
  case FaultTarget::array:
  case FaultTarget::battery:
    break;
  }
  return std::nullopt;
}

void describe(FieldVisitor& v, ConstantRateConfig& c) {
  v.required("mean_time", c.mean_time_s, positive(unit::d), "Mean time to a failure");
}

void describe(FieldVisitor& v, WeibullConfig& c) {
  v.required("scale", c.scale_s, positive(unit::d), "Age that 37 % survive");
  v.required("shape", c.shape, between(0.1, 20.0, unit::one),
             "Below one: early failures; one: a constant rate; above: wear");
}

void describe(FieldVisitor& v, RepairConfig& c) {
  v.optional("after", c.after_s, between(0.0, 3.2e7, unit::s),
             "Time until the failed component has been restarted");
  v.optional("success", c.success, between(0.0, 100.0, unit::percent),
             "Probability that it works again; else it is lost for good");
}

void describe(FieldVisitor& v, FaultConfig& c) {
  v.required("unit", c.unit, "What fails");
  v.optional("components", c.components, between(1, 1000, unit::one), "Alike components");
  v.optional("needed", c.needed, between(1, 1000, unit::one), "Of them, for full service");
  v.optional("cold_spares", c.cold_spares,
             "Components beyond those needed are off, and do not age, until one takes over");
  v.optional("switch", c.switch_s, between(0.0, 1e7, unit::s),
             "Time until a component has taken over, in which the unit does not work");
  v.optional("gradual", c.gradual,
             "With fewer than needed the unit works in part; else not at all");
  v.exactly_one_of(std::array<std::string_view, 3>{"constant", "weibull", "at"});
  v.optional("constant", c.constant, "At a constant rate");
  v.optional("weibull", c.weibull, "By age, Weibull distributed");
  v.optional("at", c.at, "At this time, one component (UTC)");
  v.optional("age_at_start", c.age_at_start_s, not_negative(unit::d),
             "Age of the components when the run starts");
  v.optional("reset", c.reset, "Restart that may bring it back; none: lost for good");
  v.check(c.needed <= c.components, "needed", "more components are needed than there are");
  v.check(c.unit != FaultTarget::propulsion || !c.gradual, "gradual",
          "a thruster works or does not");
  const bool weakens = !unit_of(c.unit);
  v.check(!weakens || c.gradual, "gradual", "an array or a battery can only fail in part");
  v.check(!weakens || c.needed == c.components, "needed",
          "of an array or a battery, all strings are needed for full service");
}

} // namespace urker::spacecraft
