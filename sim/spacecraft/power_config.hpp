#pragma once

#include "base/fields.hpp"
#include "spacecraft/power/panel_config.hpp"
#include "spacecraft/power/supercapacitor.hpp"
#include "spacecraft/units.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// Solar array. It is held at one mean angle to the Sun: attitude enters by `sun_pointing` alone.
struct ArrayConfig {
  double power_w = 0.0;      ///< new, facing the Sun at 1 au, at the bus
  double degradation = 0.0;  ///< part lost by now
  double sun_pointing = 1.0; ///< mean cosine between the array's normal and the Sun
};
void describe(FieldVisitor& v, ArrayConfig& c);

/// Capacity lost to time, with the root of the age, faster where it is warm (Arrhenius) or full: M.
/// Naumann, M. Schimpe, P. Keil, H. C. Hesse, A. Jossen 2018, Analysis and modeling of calendar
/// aging of a commercial LiFePO4/graphite cell, Journal of Energy Storage 17, with the coefficients
/// for capacity that the simulator SimSES takes from it: 1.2571e-5 s^-1/2 times 0.60225 in the root
/// of a second at 25 degC and half charge, 17126 J/mol. Other cells have other figures.
struct CalendarAgeingConfig {
  double first_year = 0.0425;    ///< part of the capacity lost in a year at 25 degC, half charge
  double activation_k = 2060.0;  ///< activation energy of the loss over the gas constant
  std::string node;              ///< of the thermal model, whose temperature counts
  double temperature_k = 298.15; ///< without a node
};
void describe(FieldVisitor& v, CalendarAgeingConfig& c);

/// Capacity lost to cycles by Miner's rule: a cycle of depth d uses up (d / depth)^exponent /
/// cycles of the life, at whose end the capacity is `end_of_life` of the new one, linearly in
/// between. Depths are parts of the capacity that is left, as the rainflow count of ASTM E1049
/// tells them. That cycles wear more or less by temperature, current and mean charge is left out.
struct AgeingConfig {
  double cycles = 0.0; ///< to the end of life, at `depth`
  double depth = 0.0;
  double exponent = 1.5;
  double end_of_life = 0.8;
  std::optional<CalendarAgeingConfig> calendar{}; ///< none: time alone takes nothing
};
void describe(FieldVisitor& v, AgeingConfig& c);

struct BatteryConfig {
  double capacity_j = 0.0;
  double charge_efficiency = 0.95;
  double discharge_efficiency = 0.95;
  double initial = 1.0;                      ///< state of charge at the start, 0..1
  double for_imaging = 0.5;                  ///< least state of charge at which a strip is begun
  double safe_mode = 0.3;                    ///< at which non-essential loads are switched off
  double recovery = 0.5;                     ///< at which they are allowed again
  double health = 1.0;                       ///< part of the capacity that is left at the start
  double depth_limit = 1.0;                  ///< depth of discharge at which it gives no more
  std::optional<double> charge_power_w{};    ///< greatest, into the battery
  std::optional<double> discharge_power_w{}; ///< greatest, at the bus
  std::optional<AgeingConfig> ageing{};
};
void describe(FieldVisitor& v, BatteryConfig& c);

/// Loads that do not belong to an imager, a radio or a computer.
struct LoadConfig {
  double bus_w = 0.0;     ///< always, but for safe mode
  double payload_w = 0.0; ///< constant load of the payload (transponders), off in safe mode
  double safe_w = 0.0;    ///< everything in safe mode
  // More of the bus by activity, where the attitude is modelled.
  double burn_w = 0.0;
  double imaging_w = 0.0;
  double downlink_w = 0.0;
};
void describe(FieldVisitor& v, LoadConfig& c);

/// A unit that goes off to save energy. The first of the list go first where power is short.
struct SheddingConfig {
  UnitKind unit = UnitKind::payload;
  double below = 0.0;   ///< state of charge at which it goes off
  double restore = 1.0; ///< at which it may go on again
};
void describe(FieldVisitor& v, SheddingConfig& c);

struct PowerConfig {
  std::optional<ArrayConfig> array;
  std::optional<BatteryConfig> battery;
  LoadConfig loads;
  std::map<std::string, SolarPanelConfig> panels;
  std::optional<SupercapacitorConfig> supercapacitor;
  std::vector<SheddingConfig> shedding;
  double tolerance = 1e-9;          ///< local error of a step, over capacity and 100 K
  double report_interval_s = 300.0; ///< of rows between changes

  /// Whether nothing in it needs more than the closed form of a constant array and a plain battery.
  [[nodiscard]] bool has_closed_form() const;
  /// Energy of the full store when new.
  [[nodiscard]] double capacity_j() const;
};
void describe(FieldVisitor& v, PowerConfig& c);

} // namespace urker::spacecraft
