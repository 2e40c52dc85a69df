#include "orbit/numerical/surface_radiation.hpp"

#include "base/error.hpp"
#include "orbit/force/accelerations.hpp"

namespace urker::orbit {

Vector3 SurfaceRadiation::acceleration(const ForcePoint& point) const {
  require(!point.sun_m.isZero(0.0), "sunlight on surfaces needs the Sun");
  double light = 1.0;
  if (shadow_ == ShadowModel::sphere) {
    light = sunlight_behind_sphere(point.r_m, point.sun_m).visible_fraction;
  } else if (shadow_ == ShadowModel::ellipsoid) {
    const Vector3 axis = point.to_itrf.row(2);
    light = sunlight_behind_ellipsoid(point.r_m, point.sun_m, axis).visible_fraction;
  }
  if (moon_shadow_) {
    require(!point.moon_m.isZero(0.0), "the Moon's shadow needs the Moon");
    light += sunlight_behind_moon(point.r_m, point.sun_m, point.moon_m).visible_fraction - 1.0;
  }
  if (light <= 0.0) {
    return Vector3::Zero();
  }
  const State state{point.r_m, point.v_m_s};
  return light / point.mass_kg * radiation_force_n(surfaces_, state, point.sun_m);
}

} // namespace urker::orbit
