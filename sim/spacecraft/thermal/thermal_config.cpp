#include "spacecraft/thermal/thermal_config.hpp"

#include <string>

namespace urker::spacecraft {

void describe(FieldVisitor& v, ThermalSurfaceConfig& c) {
  v.required("area", c.area_m2, positive(unit::m2), "Area of one side");
  v.required("absorptivity", c.absorptivity, between(0.0, 1.0, unit::one), "Of sunlight");
  v.required("emissivity", c.emissivity, between(0.0, 1.0, unit::one), "In the infrared");
  v.optional("two_sided", c.two_sided, "Whether the back is alike and sees space too");
  v.optional("drive", c.drive, "As that of a solar panel");
  v.optional("direction", c.direction,
             "Outward normal (fixed) or axis of the drive (one_axis), in body axes; write x, y, z");
}

void describe(FieldVisitor& v, DissipationConfig& c) {
  v.required("unit", c.unit, "Whose power");
  v.optional("share", c.share, between(0.0, 100.0, unit::percent), "Part of it that stays here");
}

void describe(FieldVisitor& v, ThermalNodeConfig& c) {
  v.required("capacity", c.capacity_j_k, positive(unit::J_per_K), "Heat capacity");
  v.optional("initial", c.initial_k, between(50.0, 600.0, unit::K), "Temperature at the start");
  v.optional("surfaces", c.surfaces, "Surfaces that see space, Sun and Earth");
  v.optional("dissipation", c.dissipation, "Units that warm it");
}

void describe(FieldVisitor& v, ConductanceConfig& c) {
  v.required("from", c.from, "A node");
  v.required("to", c.to, "Another node");
  v.required("conductance", c.conductance_w_k, positive(unit::W_per_K), "Heat flow per kelvin");
}

void describe(FieldVisitor& v, HeaterConfig& c) {
  v.required("node", c.node, "Node that it warms");
  v.required("power", c.power_w, positive(unit::W), "Power while it is on");
  v.required("on_below", c.on_below_k, between(50.0, 600.0, unit::K), "Where it goes on");
  v.required("off_above", c.off_above_k, between(50.0, 600.0, unit::K), "Where it goes off");
  v.check(c.on_below_k < c.off_above_k, "off_above", "a heater must go off above where it goes on");
}

void describe(FieldVisitor& v, TemperatureLimitConfig& c) {
  v.required("node", c.node, "Node whose temperature counts");
  v.required("unit", c.unit, "What it acts on");
  v.optional("action", c.action, "switch_off, or slow_down to a pace");
  v.optional("pace", c.pace, between(1.0, 100.0, unit::percent), "Pace of a unit slowed down");
  v.required("at", c.at_k, between(50.0, 600.0, unit::K), "Temperature at which it acts");
  v.required("until", c.until_k, between(50.0, 600.0, unit::K),
             "Temperature at which it ends: below `at` for a hot limit, above it for a cold one");
  v.check(c.at_k != c.until_k, "until", "a limit must end at another temperature");
}

void describe(FieldVisitor& v, ThermalConfig& c) {
  v.required("nodes", c.nodes, "Parts of one temperature each");
  v.optional("conductances", c.conductances, "Heat flow between nodes");
  v.optional("heaters", c.heaters, "Heaters with thermostats; their power is the unit heater's");
  v.optional("limits", c.limits, "Temperatures that switch off or slow down a unit");
  v.optional("albedo", c.albedo, between(0.0, 1.0, unit::one), "Sunlight that the Earth returns");
  v.optional("earth_infrared", c.earth_infrared_w_m2, not_negative(unit::W_per_m2),
             "Heat radiation of the Earth, mean over it");
  v.optional("space", c.space_k, between(0.0, 300.0, unit::K), "Temperature of space");
  const auto known = [&c](const std::string& node) { return c.nodes.contains(node); };
  v.check(!c.nodes.empty(), "nodes", "a thermal model needs a node");
  for (std::size_t i = 0; i < c.conductances.size(); ++i) {
    const ConductanceConfig& link = c.conductances[i];
    const std::string place = "conductances[" + std::to_string(i) + "]";
    v.check(known(link.from) && known(link.to), place, "there is no node of that name");
    v.check(link.from != link.to, place, "a node has no conductance to itself");
  }
  for (const auto& [name, heater] : c.heaters) {
    v.check(known(heater.node), "heaters", "there is no node of that name");
  }
  for (std::size_t i = 0; i < c.limits.size(); ++i) {
    v.check(known(c.limits[i].node), "limits[" + std::to_string(i) + "]",
            "there is no node of that name");
  }
}

} // namespace urker::spacecraft
