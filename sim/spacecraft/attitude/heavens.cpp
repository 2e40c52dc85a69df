#include "spacecraft/attitude/heavens.hpp"

#include "orbit/itrf_state.hpp"
#include "spacecraft/illumination.hpp"

namespace urker::spacecraft {

OrbitalHeavens::OrbitalHeavens(std::shared_ptr<const orbit::Trajectory> trajectory,
                               std::shared_ptr<const orbit::Earth> earth)
    : trajectory_(std::move(trajectory)), earth_(std::move(earth)) {}

orbit::State OrbitalHeavens::state(Time t) const {
  if (t != at_) {
    state_ = trajectory_->state(t);
    at_ = t;
  }
  return state_;
}

orbit::Vector3 OrbitalHeavens::sun_m(Time t) const {
  return earth_->sun_m(trajectory_->frame(), t);
}

orbit::Vector3 OrbitalHeavens::place_m(const orbit::Geodetic& place, Time t) const {
  return earth_->rotation_to_itrf(trajectory_->frame(), t).transpose() * orbit::to_itrf_m(place);
}

double OrbitalHeavens::sunlit_fraction(Time t) const {
  return spacecraft::sunlit_fraction(orbit::itrf_state(*trajectory_, *earth_, t).r_m,
                                     earth_->sun_itrf_m(t));
}

} // namespace urker::spacecraft
