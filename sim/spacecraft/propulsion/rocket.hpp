#pragma once

#include "spacecraft/propulsion/thruster_config.hpp"

namespace urker::spacecraft {

// Tsiolkovsky's equation, with the exhaust velocity g0 Isp.

/// Change of velocity that `propellant_kg` of a mass gives.
[[nodiscard]] double delta_v_m_s(const ThrusterConfig& thruster, double mass_kg,
                                 double propellant_kg);
/// Propellant that a change of velocity takes.
[[nodiscard]] double propellant_kg(const ThrusterConfig& thruster, double mass_kg,
                                   double delta_v_m_s);
/// How long the thruster burns for a change of velocity.
[[nodiscard]] double burn_time_s(const ThrusterConfig& thruster, double mass_kg,
                                 double delta_v_m_s);

} // namespace urker::spacecraft
