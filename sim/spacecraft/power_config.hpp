#pragma once

#include "base/fields.hpp"

namespace urker::spacecraft {

/// Solar array. It is held at one mean angle to the Sun: attitude enters by `sun_pointing` alone.
struct ArrayConfig {
  double power_w = 0.0;      ///< new, facing the Sun at 1 au, at the bus
  double degradation = 0.0;  ///< part lost by now
  double sun_pointing = 1.0; ///< mean cosine between the array's normal and the Sun
};
void describe(FieldVisitor& v, ArrayConfig& c);

struct BatteryConfig {
  double capacity_j = 0.0;
  double charge_efficiency = 0.95;
  double discharge_efficiency = 0.95;
  double initial = 1.0;     ///< state of charge at the start, 0..1
  double for_imaging = 0.5; ///< least state of charge at which a strip is begun
  double safe_mode = 0.3;   ///< at which non-essential loads are switched off
  double recovery = 0.5;    ///< at which they are allowed again
};
void describe(FieldVisitor& v, BatteryConfig& c);

/// Loads that do not belong to an imager, a radio or a computer.
struct LoadConfig {
  double bus_w = 0.0;     ///< always, but for safe mode
  double payload_w = 0.0; ///< constant load of the payload (transponders), off in safe mode
  double safe_w = 0.0;    ///< everything in safe mode
};
void describe(FieldVisitor& v, LoadConfig& c);

struct PowerConfig {
  ArrayConfig array;
  BatteryConfig battery;
  LoadConfig loads;
};
void describe(FieldVisitor& v, PowerConfig& c);

} // namespace urker::spacecraft
