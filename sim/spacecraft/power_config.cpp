#include "spacecraft/power_config.hpp"

#include <array>
#include <string>
#include <string_view>

namespace urker::spacecraft {

void describe(FieldVisitor& v, ArrayConfig& c) {
  v.required("power", c.power_w, positive(unit::W),
             "Power at the bus when new, facing the Sun at 1 au");
  v.optional("degradation", c.degradation, between(0.0, 99.0, unit::percent),
             "Part of the power lost to age by now");
  v.optional("sun_pointing", c.sun_pointing, between(0.01, 1.0, unit::one),
             "Mean cosine between the array's normal and the Sun, in sunlight");
}

void describe(FieldVisitor& v, BatteryConfig& c) {
  v.required("capacity", c.capacity_j, positive(unit::Wh), "Energy when full");
  v.optional("charge_efficiency", c.charge_efficiency, between(0.1, 1.0, unit::one),
             "Part of the charging energy that is stored");
  v.optional("discharge_efficiency", c.discharge_efficiency, between(0.1, 1.0, unit::one),
             "Part of the energy taken out that reaches the bus");
  v.optional("initial", c.initial, between(0.0, 100.0, unit::percent), "State of charge at start");
  v.optional("for_imaging", c.for_imaging, between(0.0, 100.0, unit::percent),
             "Least state of charge at which a strip is begun");
  v.optional("safe_mode", c.safe_mode, between(0.0, 100.0, unit::percent),
             "State of charge at which the satellite enters safe mode");
  v.optional("recovery", c.recovery, between(0.0, 100.0, unit::percent),
             "State of charge at which it leaves safe mode");
  v.optional("health", c.health, between(1.0, 100.0, unit::percent),
             "Part of the capacity that is left at the start, such as at the end of life");
  v.optional("depth_limit", c.depth_limit, between(1.0, 100.0, unit::percent),
             "Depth of discharge at which it gives no more");
  v.optional("charge_power", c.charge_power_w, positive(unit::W), "Greatest power it takes");
  v.optional("discharge_power", c.discharge_power_w, positive(unit::W),
             "Greatest power it gives at the bus");
  v.optional("ageing", c.ageing, "Capacity lost to cycles and time; none: it keeps its capacity");
  v.check(c.safe_mode >= 1.0 - c.depth_limit, "safe_mode",
          "safe mode must begin before the battery gives no more");
  v.check(c.safe_mode < c.recovery, "recovery", "recovery must lie above the level of safe mode");
  v.check(c.safe_mode < c.initial, "initial", "the satellite must not start in safe mode");
}

void describe(FieldVisitor& v, CalendarAgeingConfig& c) {
  v.optional("first_year", c.first_year, between(0.0, 100.0, unit::percent),
             "Part of the capacity lost in a year at 25 degC and half charge");
  v.optional("activation", c.activation_k, between(0.0, 20000.0, unit::K),
             "Activation energy of the loss over the gas constant");
  v.optional("node", c.node, "Node of the thermal model that has its temperature");
  v.optional("temperature", c.temperature_k, between(200.0, 400.0, unit::K),
             "Its temperature, where no node has it");
}

void describe(FieldVisitor& v, AgeingConfig& c) {
  v.required("cycles", c.cycles, positive(unit::one), "Cycles to the end of life at `depth`");
  v.required("depth", c.depth, between(1.0, 100.0, unit::percent), "Depth of these cycles");
  v.optional("exponent", c.exponent, between(0.1, 10.0, unit::one),
             "By which deeper cycles wear more: wear goes as depth to this power");
  v.optional("end_of_life", c.end_of_life, between(1.0, 99.0, unit::percent),
             "Part of the capacity that is left at the end of life");
  v.optional("calendar", c.calendar, "Capacity lost to time; none: cycles alone wear");
}

void describe(FieldVisitor& v, SheddingConfig& c) {
  v.required("unit", c.unit, "Unit that goes off");
  v.required("below", c.below, between(0.0, 100.0, unit::percent),
             "State of charge at which it goes off");
  v.required("restore", c.restore, between(0.0, 100.0, unit::percent),
             "State of charge at which it may go on again");
  v.check(c.below < c.restore, "restore", "a unit must be restored above where it is shed");
  v.check(c.unit != UnitKind::bus && c.unit != UnitKind::heater, "unit",
          "bus and heaters are not shed");
}

void describe(FieldVisitor& v, LoadConfig& c) {
  v.required("bus", c.bus_w, not_negative(unit::W), "Load of the bus outside safe mode");
  v.optional("payload", c.payload_w, not_negative(unit::W),
             "Constant load of the payload, such as transponders; off in safe mode");
  v.required("safe", c.safe_w, not_negative(unit::W), "Whole load in safe mode");
  v.optional("burn", c.burn_w, not_negative(unit::W), "More of the bus during a burn");
  v.optional("imaging", c.imaging_w, not_negative(unit::W), "More of it during a strip");
  v.optional("downlink", c.downlink_w, not_negative(unit::W),
             "More of it in a pass; these three need an attitude");
}

bool PowerConfig::has_closed_form() const {
  return array && panels.empty() && battery && shedding.empty() && battery->health == 1.0 &&
         battery->depth_limit == 1.0 && !battery->charge_power_w && !battery->discharge_power_w &&
         !battery->ageing;
}

double PowerConfig::capacity_j() const {
  return battery ? battery->capacity_j
                 : 0.5 * supercapacitor->capacitance_f * supercapacitor->greatest_v *
                       supercapacitor->greatest_v;
}

void describe(FieldVisitor& v, PowerConfig& c) {
  static constexpr std::array<std::string_view, 2> kStores{"battery", "supercapacitor"};
  v.optional("array", c.array, "Solar array at a mean angle to the Sun");
  v.optional("battery", c.battery, "Battery");
  v.required("loads", c.loads, "Loads other than imager, radio and computer");
  v.optional("panels", c.panels, "Solar panels by attitude, in place of the array");
  v.optional("supercapacitor", c.supercapacitor, "Capacitor with a resistance in series");
  v.exactly_one_of(kStores);
  v.optional("shedding", c.shedding, "Units that go off to save energy, the first ones first");
  v.optional("tolerance", c.tolerance, between(1e-14, 1e-4, unit::one),
             "Error that one step may leave, over the capacity, and over 100 K");
  v.optional("report_interval", c.report_interval_s, positive(unit::min),
             "Time between rows of charge and temperatures, where no closed form tells them");
  v.check(c.array || !c.panels.empty(), "array", "is missing; expected it or panels");
  v.check(!c.array || c.panels.empty(), "panels", "array and panels exclude each other");
}

} // namespace urker::spacecraft
