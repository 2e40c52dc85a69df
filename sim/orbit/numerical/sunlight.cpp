#include "orbit/numerical/sunlight.hpp"

namespace urker::orbit {

namespace {

SunLight behind_earth(ShadowModel model, const ForcePoint& point) {
  switch (model) {
  case ShadowModel::none:
    break;
  case ShadowModel::sphere:
    return sunlight_behind_sphere(point.r_m, point.sun_m);
  case ShadowModel::ellipsoid:
    return sunlight_behind_ellipsoid(point.r_m, point.sun_m, point.to_itrf.row(2));
  }
  return {1.0, 1.0, 1.0};
}

} // namespace

Shadows shadows(const RadiationPressure& radiation, const ForcePoint& point) {
  return {behind_earth(radiation.shadow, point),
          radiation.moon_shadow ? sunlight_behind_moon(point.r_m, point.sun_m, point.moon_m)
                                : SunLight{1.0, 1.0, 1.0}};
}

Vector3 sunlight_acceleration(const NumericalOrbit& orbit, const ForcePoint& point) {
  const RadiationPressure& radiation = orbit.radiation.value();
  const Shadows dark = shadows(radiation, point);
  // The hidden parts add up, which is exact unless they overlap.
  const double light = dark.earth.visible_fraction + dark.moon.visible_fraction - 1.0;
  if (light <= 0.0) {
    return Vector3::Zero();
  }
  if (orbit.surfaces) {
    return light / point.mass_kg *
           radiation_force_n(*orbit.surfaces, {point.r_m, point.v_m_s}, point.sun_m);
  }
  return light *
         solar_radiation_acceleration(point.r_m, point.sun_m,
                                      radiation.coefficient * radiation.area_m2 / point.mass_kg);
}

} // namespace urker::orbit
