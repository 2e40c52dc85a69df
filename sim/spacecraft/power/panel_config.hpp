#pragma once

#include "base/fields.hpp"
#include "orbit/force/axis_config.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// How a solar panel follows the Sun: not at all, about one axis of the body, or fully.
enum class PanelDrive : std::uint8_t { fixed, one_axis, two_axis };

/// A panel of solar cells, seen by the Sun on one side.
struct SolarPanelConfig {
  double area_m2 = 0.0;                           ///< of the cells
  double efficiency = 0.0;                        ///< new, at the reference temperature
  double conversion = 1.0;                        ///< of regulator and wiring
  double temperature_coefficient_per_k = -0.0025; ///< of the power, over that at the reference
  double reference_temperature_k = 301.15;
  double temperature_k = 333.15; ///< in sunlight, without a node
  std::string node;              ///< of the thermal model; empty: none
  double degradation_per_year = 0.0;
  double age_s = 0.0; ///< at the scenario's start
  PanelDrive drive = PanelDrive::fixed;
  orbit::AxisConfig direction{0.0, 0.0, -1.0};
};
void describe(FieldVisitor& v, SolarPanelConfig& c);

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::PanelDrive> {
  static constexpr std::array<std::string_view, 3> names{"fixed", "one_axis", "two_axis"};
};
