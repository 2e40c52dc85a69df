#include "spacecraft/propulsion/propulsion_config.hpp"

namespace urker::spacecraft {

void describe(FieldVisitor& v, PropulsionConfig& c) {
  v.required("thruster", c.thruster, Template{"type", "thrusters"}, "Thruster and propellant");
  v.optional("strategies", c.strategies, "What it is for, one after the other");
  v.optional("least_charge", c.least_charge, between(0.0, 100.0, unit::percent),
             "No burn is made that is expected to lead to a lower state of charge");
}

} // namespace urker::spacecraft
