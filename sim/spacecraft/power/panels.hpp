#pragma once

#include "orbit/trajectory.hpp"
#include "spacecraft/power/panel_config.hpp"
#include "time/time.hpp"

namespace urker::spacecraft {

/// Cosine between a panel's normal and the Sun, zero from behind; `to_sun` is a unit vector in body
/// axes. Panels do not shade each other.
[[nodiscard]] double panel_cosine(const SolarPanelConfig& panel, const orbit::Vector3& to_sun);

/// Before it is cut off at zero: changes its sign where a fixed panel's light begins and ends.
[[nodiscard]] double panel_tilt(const SolarPanelConfig& panel, const orbit::Vector3& to_sun);

/// Power at the bus of a panel at full cosine in full light of `flux_w_m2`, at a temperature:
/// linear in it, and (1 - degradation) to the power of the years in space.
[[nodiscard]] double panel_power_w(const SolarPanelConfig& panel, double flux_w_m2,
                                   double temperature_k, Time t);

} // namespace urker::spacecraft
