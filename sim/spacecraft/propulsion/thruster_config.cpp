#include "spacecraft/propulsion/thruster_config.hpp"

#include "orbit/force/thrust.hpp"

namespace urker::spacecraft {

double ThrusterConfig::mass_flow_kg_s() const {
  return thrust_n / (orbit::kStandardGravity_m_s2 * specific_impulse_s);
}

void describe(FieldVisitor& v, ThrusterConfig& c) {
  constexpr Unit newton{"N", {.length = 1, .mass = 1, .time = -2}};
  constexpr Unit newton_second{"N*s", {.length = 1, .mass = 1, .time = -1}};
  v.required("thrust", c.thrust_n, positive(newton), "Constant thrust");
  v.required("specific_impulse", c.specific_impulse_s, positive(unit::s), "Specific impulse");
  v.required("propellant", c.propellant_kg, not_negative(unit::kg),
             "Usable propellant at the start, part of the orbit's mass");
  v.required("power", c.power_w, not_negative(unit::W), "Electrical power while it burns");
  v.optional("warm_up", c.warm_up_s, between(0.0, 3600.0, unit::s), "Warm-up before each burn");
  v.optional("warm_up_power", c.warm_up_power_w, not_negative(unit::W),
             "Electrical power while it warms up");
  v.optional("longest_burn", c.longest_burn_s, positive(unit::s),
             "Longest burn in one go; none: as long as wanted");
  v.optional("least_pause", c.least_pause_s, between(0.0, 86400.0, unit::s),
             "Least time from the end of a burn to the begin of the next");
  v.optional("greatest_duty", c.greatest_duty, between(0.1, 100.0, unit::percent),
             "Most burning time in a revolution, as a part of it");
  v.optional("least_impulse", c.least_impulse_ns, not_negative(newton_second),
             "Least impulse of a burn; less is not asked of it");
}

} // namespace urker::spacecraft
