#include "orbit/force/accelerations.hpp"

#include "orbit/force/drag.hpp"
#include "orbit/force/relativity.hpp"
#include "orbit/force/shadow.hpp"
#include "orbit/force/solar_radiation.hpp"
#include "orbit/force/third_body.hpp"

namespace urker::orbit {

namespace {

/// Of the Earth in space, rad/s, mean value of the IERS; the days differ from it by 2e-8 of it.
constexpr double kEarthRate_rad_s = 7.292115146706979e-5;

kernel::Vector<double> parts(const Vector3& v) {
  return {v.x(), v.y(), v.z()};
}
Vector3 whole(const kernel::Vector<double>& v) {
  return {v.x, v.y, v.z};
}
SunLight sunlight(const kernel::Discs<double>& discs) {
  return {kernel::visible_fraction(discs), kernel::penumbra_margin(discs),
          kernel::umbra_margin(discs)};
}

} // namespace

Vector3 third_body_acceleration(const Vector3& r_m, const Vector3& body_m, double body_mu_m3_s2) {
  return whole(kernel::third_body(parts(r_m), parts(body_m), body_mu_m3_s2));
}

Vector3 relativity_acceleration(const State& state, double mu_m3_s2) {
  return whole(kernel::relativity(parts(state.r_m), parts(state.v_m_s), mu_m3_s2));
}

Vector3 air_velocity(const State& state, const Vector3& celestial_pole) {
  return whole(kernel::air_velocity(parts(state.r_m), parts(state.v_m_s),
                                    parts(kEarthRate_rad_s * celestial_pole)));
}

Vector3 drag_acceleration(const Vector3& air_velocity_m_s, double density_kg_m3,
                          double ballistic_m2_kg) {
  return whole(kernel::drag(parts(air_velocity_m_s), density_kg_m3, ballistic_m2_kg));
}

Vector3 solar_radiation_acceleration(const Vector3& r_m, const Vector3& sun_m,
                                     double reflective_area_m2_kg) {
  return whole(kernel::solar_radiation(parts(r_m), parts(sun_m), reflective_area_m2_kg));
}

SunLight sunlight_behind_sphere(const Vector3& r_m, const Vector3& sun_m) {
  return sunlight(kernel::sphere_discs<double>(parts(r_m), parts(sun_m), {0.0, 0.0, 0.0},
                                               kernel::kShadowEarthRadius_m));
}

SunLight sunlight_behind_ellipsoid(const Vector3& r_m, const Vector3& sun_m,
                                   const Vector3& earth_axis) {
  return sunlight(kernel::earth_discs(parts(r_m), parts(sun_m), parts(earth_axis)));
}

SunLight sunlight_behind_moon(const Vector3& r_m, const Vector3& sun_m, const Vector3& moon_m) {
  return sunlight(
      kernel::sphere_discs(parts(r_m), parts(sun_m), parts(moon_m), kernel::kShadowMoonRadius_m));
}

} // namespace urker::orbit
