#include "spacecraft/propulsion/rocket.hpp"

#include "orbit/force/thrust.hpp"

#include <cmath>

namespace urker::spacecraft {

namespace {

double exhaust_velocity_m_s(const ThrusterConfig& thruster) {
  return orbit::kStandardGravity_m_s2 * thruster.specific_impulse_s;
}

} // namespace

double delta_v_m_s(const ThrusterConfig& thruster, double mass_kg, double propellant_kg) {
  return -exhaust_velocity_m_s(thruster) * std::log1p(-propellant_kg / mass_kg);
}

double propellant_kg(const ThrusterConfig& thruster, double mass_kg, double delta_v_m_s) {
  return -mass_kg * std::expm1(-delta_v_m_s / exhaust_velocity_m_s(thruster));
}

double burn_time_s(const ThrusterConfig& thruster, double mass_kg, double delta_v_m_s) {
  return propellant_kg(thruster, mass_kg, delta_v_m_s) / thruster.mass_flow_kg_s();
}

} // namespace urker::spacecraft
