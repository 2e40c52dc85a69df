#include "spacecraft/attitude/heavens.hpp"

#include "orbit/analytic/keplerian_elements.hpp"
#include "orbit/force/accelerations.hpp"
#include "orbit/itrf_state.hpp"
#include "spacecraft/illumination.hpp"

#include <cmath>

namespace urker::spacecraft {

namespace {

/// Two bodies.
orbit::State coast(const orbit::State& from, Duration time) {
  orbit::KeplerianElements elements = orbit::to_keplerian(from);
  const double a_m = elements.semi_major_axis_m;
  elements.mean_anomaly_rad += std::sqrt(orbit::kMu_m3_s2 / (a_m * a_m * a_m)) * to_seconds(time);
  return orbit::to_cartesian(elements);
}

} // namespace

OrbitalHeavens::OrbitalHeavens(std::shared_ptr<const orbit::Trajectory> trajectory,
                               std::shared_ptr<const orbit::Earth> earth,
                               std::shared_ptr<const orbit::Atmosphere> air, Time known_until)
    : trajectory_(std::move(trajectory)), earth_(std::move(earth)), air_(std::move(air)),
      known_until_(known_until) {}

orbit::State OrbitalHeavens::state(Time t) const {
  if (t != at_) {
    state_ = t <= known_until_ ? trajectory_->state(t)
                               : coast(trajectory_->state(known_until_), t - known_until_);
    at_ = t;
  }
  return state_;
}

orbit::Vector3 OrbitalHeavens::place_itrf_m(Time t) const {
  return t <= known_until_
             ? orbit::itrf_state(*trajectory_, *earth_, t).r_m
             : orbit::Vector3(earth_->rotation_to_itrf(trajectory_->frame(), t) * state(t).r_m);
}

orbit::Vector3 OrbitalHeavens::sun_m(Time t) const {
  return earth_->sun_m(trajectory_->frame(), t);
}

orbit::Vector3 OrbitalHeavens::place_m(const orbit::Geodetic& place, Time t) const {
  return earth_->rotation_to_itrf(trajectory_->frame(), t).transpose() * orbit::to_itrf_m(place);
}

double OrbitalHeavens::sunlit_fraction(Time t) const {
  return spacecraft::sunlit_fraction(place_itrf_m(t), earth_->sun_itrf_m(t));
}

double OrbitalHeavens::air_density_kg_m3(Time t) const {
  if (!air_) {
    return 0.0;
  }
  orbit::DensityPoint point;
  point.time = t;
  point.r_itrf_m = place_itrf_m(t);
  point.place = orbit::to_geodetic(point.r_itrf_m);
  point.sun_itrf_m = earth_->sun_itrf_m(t);
  point.hour_angle_rad = orbit::hour_angle_rad(point.r_itrf_m, point.sun_itrf_m);
  return air_->density_kg_m3(point);
}

orbit::Vector3 OrbitalHeavens::air_velocity_m_s(Time t) const {
  return orbit::air_velocity(state(t),
                             earth_->rotation_to_itrf(trajectory_->frame(), t).row(2).transpose());
}

} // namespace urker::spacecraft
