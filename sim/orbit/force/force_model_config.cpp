#include "orbit/force/force_model_config.hpp"

namespace urker::orbit {

void describe(FieldVisitor& v, GravityConfig& gravity) {
  v.optional("file", gravity.file, "ICGEM file (.gfc) of a static field; EGM2008 unless given");
  v.optional("degree", gravity.degree, between(0.0, 360.0, unit::one),
             "Greatest degree; 0: the central term alone; the shipped EGM2008 ends at 70");
  v.optional("order", gravity.order, between(0.0, 360.0, unit::one),
             "Greatest order; the degree if absent");
  v.check(gravity.order.value_or(0) <= gravity.degree, "order",
          "the order is greater than the degree");
  v.check(!gravity.file.empty() || gravity.degree <= 70, "degree",
          "the shipped EGM2008 ends at degree 70: name a file");
}

void describe(FieldVisitor& v, SolarRadiationConfig& radiation) {
  v.optional("area", radiation.area_m2, positive(unit::m2), "Area that meets the sunlight");
  v.optional("coefficient", radiation.coefficient, between(0.0, 3.0, unit::one),
             "Radiation pressure coefficient cr: 1 absorbs all");
  v.optional("shadow", radiation.shadow,
             "Earth that hides the Sun, with penumbra: none, sphere or ellipsoid (WGS84)");
  v.optional("moon_shadow", radiation.moon_shadow, "Whether the Moon hides the Sun too");
}

void describe(FieldVisitor& v, DragConfig& drag) {
  v.optional("area", drag.area_m2, positive(unit::m2), "Area that meets the air");
  v.optional("coefficient", drag.coefficient, between(0.0, 10.0, unit::one), "Drag coefficient cd");
  v.required("atmosphere", drag.atmosphere, "Model of the air");
}

void describe(FieldVisitor& v, ForceModelConfig& forces) {
  v.optional("gravity", forces.gravity, "Static field of the Earth");
  v.optional("sun", forces.sun, "Attraction by the Sun");
  v.optional("moon", forces.moon, "Attraction by the Moon");
  v.optional("tides", forces.tides,
             "Tides of the solid Earth, IERS Conventions 2010: none, solid, or solid_and_pole");
  v.optional("relativity", forces.relativity, "Schwarzschild's term");
  v.optional("solar_radiation", forces.solar_radiation, "Pressure of sunlight; none unless given");
  v.optional("drag", forces.drag, "Drag by air that turns with the Earth; none unless given");
  v.optional("surfaces", forces.surfaces,
             "Flat surfaces for sunlight and drag in place of a sphere");
  v.optional("burns", forces.burns, "Burns of constant thrust");
  v.check(forces.gravity.degree >= 2 || forces.tides == TidesModel::none, "tides",
          "tides need a gravity field of degree 2 at least");
  v.check(!forces.surfaces || forces.solar_radiation || forces.drag, "surfaces",
          "surfaces need solar_radiation or drag");
}

} // namespace urker::orbit
