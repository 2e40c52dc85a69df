#include "spacecraft/power_config.hpp"

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
  v.check(c.safe_mode < c.recovery, "recovery", "recovery must lie above the level of safe mode");
  v.check(c.safe_mode < c.initial, "initial", "the satellite must not start in safe mode");
}

void describe(FieldVisitor& v, LoadConfig& c) {
  v.required("bus", c.bus_w, not_negative(unit::W), "Load of the bus outside safe mode");
  v.optional("payload", c.payload_w, not_negative(unit::W),
             "Constant load of the payload, such as transponders; off in safe mode");
  v.required("safe", c.safe_w, not_negative(unit::W), "Whole load in safe mode");
}

void describe(FieldVisitor& v, PowerConfig& c) {
  v.required("array", c.array, "Solar array");
  v.required("battery", c.battery, "Battery");
  v.required("loads", c.loads, "Loads other than imager, radio and computer");
}

} // namespace urker::spacecraft
