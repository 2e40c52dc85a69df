#pragma once

#include "spacecraft/power_config.hpp"

namespace urker::spacecraft {

/// What those who plan ahead reckon with of a power system.
struct PlanningFigures {
  double sunlit_w = 0.0; ///< generation in sunlight, mean over the attitudes
  double capacity_j = 0.0;
  double charging = 1.0; ///< efficiencies
  double discharging = 1.0;
  double initial = 1.0; ///< state of charge
};
/// Panels: at their temperature, or 60 K above the reference if the thermal model gives it, at
/// their age at the start, by a mean cosine of 1 with two axes, 0.9 with one, and 0.6 if fixed.
[[nodiscard]] PlanningFigures planning_figures(const PowerConfig& power);

} // namespace urker::spacecraft
