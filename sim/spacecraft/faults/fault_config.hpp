#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "spacecraft/units.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// What a failure takes away.
enum class FaultTarget : std::uint8_t {
  payload,
  imager,
  radio,
  computer,
  propulsion,
  attitude,
  heater,
  array,   ///< solar cells
  battery, ///< capacity
};
inline constexpr std::size_t kFaultTargets = 9;
[[nodiscard]] std::string_view target_name(FaultTarget target);
/// The unit that it is; nothing for what only makes the power system weaker.
[[nodiscard]] std::optional<UnitKind> unit_of(FaultTarget target);

/// Failures at a constant rate.
struct ConstantRateConfig {
  double mean_time_s = 0.0;
};
void describe(FieldVisitor& v, ConstantRateConfig& c);

/// Failures that become rarer (shape below one) or more frequent with age.
struct WeibullConfig {
  double scale_s = 0.0; ///< age that a share 1/e survives
  double shape = 1.0;
};
void describe(FieldVisitor& v, WeibullConfig& c);

/// A restart that may bring a component back.
struct RepairConfig {
  double after_s = 3600.0;
  double success = 1.0; ///< probability; else it is lost for good
};
void describe(FieldVisitor& v, RepairConfig& c);

/// Alike components of one unit, and how they fail.
struct FaultConfig {
  FaultTarget unit = FaultTarget::imager;
  std::int64_t components = 1;
  std::int64_t needed = 1;  ///< for full service
  bool cold_spares = false; ///< those not needed do not age until they take over
  double switch_s = 0.0;    ///< time until a spare has taken over
  bool gradual = false;     ///< with fewer than needed the unit works in part, else not at all
  // How they fail: one of these.
  std::optional<ConstantRateConfig> constant;
  std::optional<WeibullConfig> weibull;
  std::optional<CalendarTime> at; ///< of the first component
  double age_at_start_s = 0.0;
  std::optional<RepairConfig> reset; ///< none: what fails is lost for good
};
void describe(FieldVisitor& v, FaultConfig& c);

/// By name: the name is the key of its random draws.
using FaultConfigs = std::map<std::string, FaultConfig>;

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::FaultTarget> {
  static constexpr std::array<std::string_view, urker::spacecraft::kFaultTargets> names{
      "payload",  "imager", "radio", "computer", "propulsion",
      "attitude", "heater", "array", "battery"};
};
