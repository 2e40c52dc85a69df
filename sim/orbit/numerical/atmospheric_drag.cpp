#include "orbit/numerical/atmospheric_drag.hpp"

#include "orbit/earth/geodesy.hpp"
#include "orbit/force/accelerations.hpp"

namespace urker::orbit {

DensityPoint density_point(const ForcePoint& point) {
  DensityPoint at;
  at.time = point.t;
  at.r_itrf_m = point.to_itrf * point.r_m;
  at.place = to_geodetic(at.r_itrf_m);
  at.sun_itrf_m = point.to_itrf * point.sun_m;
  at.hour_angle_rad = hour_angle_rad(point.r_m, point.sun_m);
  return at;
}

Vector3 drag_acceleration(const NumericalOrbit& orbit, const ForcePoint& point,
                          double density_kg_m3) {
  const State state{point.r_m, point.v_m_s};
  const Vector3 air = air_velocity(state, point.to_itrf.row(2).transpose());
  const double area_m2 = orbit.surfaces ? cross_section_m2(*orbit.surfaces, state, point.sun_m, air)
                                        : orbit.drag.area_m2;
  return drag_acceleration(air, density_kg_m3, orbit.drag.coefficient * area_m2 / point.mass_kg);
}

} // namespace urker::orbit
