#pragma once

#include "base/fields.hpp"
#include "orbit/force/axis_config.hpp"
#include "spacecraft/power/panel_config.hpp"
#include "spacecraft/units.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// A flat surface of a node that sees space, Sun and Earth. Surfaces do not see each other.
struct ThermalSurfaceConfig {
  double area_m2 = 0.0;
  double absorptivity = 0.0; ///< of sunlight
  double emissivity = 0.0;   ///< in the infrared
  bool two_sided = false;    ///< the back is alike
  PanelDrive drive = PanelDrive::fixed;
  orbit::AxisConfig direction{0.0, 0.0, 1.0};
};
void describe(FieldVisitor& v, ThermalSurfaceConfig& c);

/// Heat of a unit's power that stays in a node.
struct DissipationConfig {
  UnitKind unit = UnitKind::bus;
  double share = 1.0;
};
void describe(FieldVisitor& v, DissipationConfig& c);

/// A part of one temperature.
struct ThermalNodeConfig {
  double capacity_j_k = 0.0;
  double initial_k = 293.15;
  std::map<std::string, ThermalSurfaceConfig> surfaces;
  std::vector<DissipationConfig> dissipation;
};
void describe(FieldVisitor& v, ThermalNodeConfig& c);

struct ConductanceConfig {
  std::string from;
  std::string to;
  double conductance_w_k = 0.0;
};
void describe(FieldVisitor& v, ConductanceConfig& c);

/// A heater with a thermostat.
struct HeaterConfig {
  std::string node;
  double power_w = 0.0;
  double on_below_k = 0.0;
  double off_above_k = 0.0;
};
void describe(FieldVisitor& v, HeaterConfig& c);

enum class LimitAction : std::uint8_t { switch_off, slow_down };

/// What happens to a unit at a temperature of a node: a hot limit if it ends below it, a cold one
/// if it ends above.
struct TemperatureLimitConfig {
  std::string node;
  UnitKind unit = UnitKind::computer;
  LimitAction action = LimitAction::switch_off;
  double pace = 0.5; ///< of slow_down
  double at_k = 0.0;
  double until_k = 0.0;
};
void describe(FieldVisitor& v, TemperatureLimitConfig& c);

/// Heat balance of a satellite.
struct ThermalConfig {
  std::map<std::string, ThermalNodeConfig> nodes;
  std::vector<ConductanceConfig> conductances;
  std::map<std::string, HeaterConfig> heaters;
  std::vector<TemperatureLimitConfig> limits;
  double albedo = 0.30;
  double earth_infrared_w_m2 = 237.0;
  double space_k = 2.725;
};
void describe(FieldVisitor& v, ThermalConfig& c);

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::LimitAction> {
  static constexpr std::array<std::string_view, 2> names{"switch_off", "slow_down"};
};
