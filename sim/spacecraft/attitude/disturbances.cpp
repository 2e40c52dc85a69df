#include "spacecraft/attitude/disturbances.hpp"

#include "orbit/force/solar_radiation.hpp"

#include <Eigen/Geometry>

#include <cmath>

namespace urker::spacecraft {

namespace {

using orbit::Vector3;

constexpr double kEarthGravity_m3_s2 = 3.986004418e14;

} // namespace

void describe(FieldVisitor& v, InertiaConfig& c) {
  v.optional("x", c.x_kg_m2, not_negative(unit::kg_m2), "About the body's x axis");
  v.optional("y", c.y_kg_m2, not_negative(unit::kg_m2), "About the body's y axis");
  v.optional("z", c.z_kg_m2, not_negative(unit::kg_m2), "About the body's z axis");
}

void describe(FieldVisitor& v, TorqueConfig& c) {
  v.optional("x", c.x_n_m, any(unit::N_m), "About the body's x axis");
  v.optional("y", c.y_n_m, any(unit::N_m), "About the body's y axis");
  v.optional("z", c.z_n_m, any(unit::N_m), "About the body's z axis");
}

void describe(FieldVisitor& v, OutlineConfig& c) {
  v.required("x", c.x_m2, not_negative(unit::m2), "Area seen along the body's x axis");
  v.required("y", c.y_m2, not_negative(unit::m2), "Area seen along the body's y axis");
  v.required("z", c.z_m2, not_negative(unit::m2), "Area seen along the body's z axis");
  v.optional("pressure_x", c.pressure_x_m, any(unit::m),
             "Of the centre of pressure from the centre of mass, along the body's x axis");
  v.optional("pressure_y", c.pressure_y_m, any(unit::m), "The same along its y axis");
  v.optional("pressure_z", c.pressure_z_m, any(unit::m), "The same along its z axis");
}

void describe(FieldVisitor& v, DragTorqueConfig& c) {
  v.optional("coefficient", c.coefficient, between(0.1, 10.0, unit::one), "Drag coefficient");
  v.optional("atmosphere", c.atmosphere, "Air; that of the orbit's drag unless given");
  v.check(!c.atmosphere || !c.atmosphere->nrlmsise00 ||
              c.atmosphere->nrlmsise00->space_weather_file.empty(),
          "atmosphere", "a file of space weather belongs to the air of the orbit's drag");
}

void describe(FieldVisitor& v, SunlightTorqueConfig& c) {
  v.optional("coefficient", c.coefficient, between(1.0, 2.0, unit::one),
             "Of radiation pressure: 1 absorbs, 2 reflects");
}

double OutlineConfig::area_m2(const Vector3& from) const {
  return x_m2 * std::abs(from.x()) + y_m2 * std::abs(from.y()) + z_m2 * std::abs(from.z());
}

Vector3 gravity_gradient_n_m(const InertiaConfig& inertia, const Vector3& r_body_m) {
  const double r_m = r_body_m.norm();
  const Vector3 u = -r_body_m / r_m;
  const Vector3 moment(inertia.x_kg_m2 * u.x(), inertia.y_kg_m2 * u.y(), inertia.z_kg_m2 * u.z());
  return 3.0 * kEarthGravity_m3_s2 / (r_m * r_m * r_m) * u.cross(moment);
}

Vector3 drag_torque_n_m(const OutlineConfig& outline, double coefficient, double density_kg_m3,
                        const Vector3& air_body_m_s) {
  const double speed_m_s = air_body_m_s.norm();
  const double area_m2 = outline.area_m2(air_body_m_s / speed_m_s);
  const Vector3 force_n = -0.5 * density_kg_m3 * coefficient * area_m2 * speed_m_s * air_body_m_s;
  return outline.lever_m().cross(force_n);
}

Vector3 sunlight_torque_n_m(const OutlineConfig& outline, double coefficient,
                            const Vector3& sun_body_m) {
  const double distance_m = sun_body_m.norm();
  const Vector3 sun = sun_body_m / distance_m;
  const double nearness = orbit::kernel::kSolarPressureDistance_m / distance_m;
  const double pressure_n_m2 = orbit::kernel::kSolarPressure_N_m2 * nearness * nearness;
  const Vector3 force_n = -pressure_n_m2 * coefficient * outline.area_m2(sun) * sun;
  return outline.lever_m().cross(force_n);
}

} // namespace urker::spacecraft
