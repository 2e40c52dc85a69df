#include "spacecraft/power/panel_config.hpp"

namespace urker::spacecraft {

void describe(FieldVisitor& v, SolarPanelConfig& c) {
  v.required("area", c.area_m2, positive(unit::m2), "Area of the cells");
  v.required("efficiency", c.efficiency, between(0.1, 100.0, unit::percent),
             "Of the cells when new, at the reference temperature");
  v.optional("conversion", c.conversion, between(1.0, 100.0, unit::percent),
             "Part that regulator and wiring leave");
  v.optional("temperature_coefficient", c.temperature_coefficient_per_k,
             between(-0.02, 0.0, unit::per_K),
             "Change of the power per kelvin, over that at the "
             "reference temperature");
  v.optional("reference_temperature", c.reference_temperature_k, between(200.0, 400.0, unit::K),
             "Temperature at which the efficiency holds");
  v.optional("temperature", c.temperature_k, between(100.0, 500.0, unit::K),
             "Temperature in sunlight; not used with a node");
  v.optional("node", c.node,
             "Node of the thermal model whose temperature it has, and from which "
             "its power is taken; empty: the temperature is constant");
  v.optional("degradation_per_year", c.degradation_per_year, between(0.0, 50.0, unit::percent),
             "Part of the power lost in each year");
  v.optional("age", c.age_s, not_negative(unit::d), "Time in space before the scenario's start");
  v.optional("drive", c.drive,
             "fixed to the body; one_axis: turns about an axis after the Sun; "
             "two_axis: always faces the Sun");
  v.optional("direction", c.direction,
             "Outward normal (fixed) or axis of the drive (one_axis), in body axes; write x, y, z");
}

} // namespace urker::spacecraft
