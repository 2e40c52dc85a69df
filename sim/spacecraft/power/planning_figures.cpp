#include "spacecraft/power/planning_figures.hpp"

#include "spacecraft/power/energy_store.hpp"
#include "spacecraft/power/panels.hpp"

namespace urker::spacecraft {

namespace {

constexpr double kFlux_w_m2 = 1361.0; // at 1 au
constexpr double kWarmth_k = 60.0;

double mean_cosine(PanelDrive drive) {
  switch (drive) {
  case PanelDrive::fixed:
    return 0.6;
  case PanelDrive::one_axis:
    return 0.9;
  case PanelDrive::two_axis:
    break;
  }
  return 1.0;
}

} // namespace

PlanningFigures planning_figures(const PowerConfig& power) {
  PlanningFigures figures;
  if (power.array) {
    figures.sunlit_w =
        power.array->power_w * (1.0 - power.array->degradation) * power.array->sun_pointing;
  }
  for (const auto& [name, panel] : power.panels) {
    const double temperature_k =
        panel.node.empty() ? panel.temperature_k : panel.reference_temperature_k + kWarmth_k;
    figures.sunlit_w +=
        panel_power_w(panel, kFlux_w_m2, temperature_k, kStart) * mean_cosine(panel.drive);
  }
  const EnergyStore store(power);
  figures.capacity_j = store.capacity_j();
  if (power.battery) {
    figures.charging = power.battery->charge_efficiency;
    figures.discharging = power.battery->discharge_efficiency;
    figures.initial = power.battery->initial;
  } else {
    figures.initial = store.state_of_charge(store.initial_state());
  }
  return figures;
}

} // namespace urker::spacecraft
