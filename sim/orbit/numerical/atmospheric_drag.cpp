#include "orbit/numerical/atmospheric_drag.hpp"

#include "orbit/earth/geodesy.hpp"
#include "orbit/force/accelerations.hpp"

namespace urker::orbit {

Vector3 AtmosphericDrag::acceleration(const ForcePoint& point) const {
  DensityPoint at;
  at.time = point.t;
  at.r_itrf_m = point.to_itrf * point.r_m;
  at.place = to_geodetic(at.r_itrf_m);
  at.sun_itrf_m = point.to_itrf * point.sun_m;
  at.hour_angle_rad = hour_angle_rad(point.r_m, point.sun_m);
  const Vector3 air = air_velocity({point.r_m, point.v_m_s}, point.to_itrf.row(2).transpose());
  return drag_acceleration(air, atmosphere_->density_kg_m3(at),
                           coefficient_area_m2_ / point.mass_kg);
}

} // namespace urker::orbit
