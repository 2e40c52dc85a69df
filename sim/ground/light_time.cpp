#include "ground/light_time.hpp"

#include "link/budget/terms.hpp"
#include "orbit/itrf_state.hpp"

#include <utility>

namespace urker::ground {

RangeFunction range_function(std::shared_ptr<const orbit::Trajectory> trajectory,
                             std::shared_ptr<const orbit::Earth> earth,
                             const orbit::Geodetic& site) {
  return [trajectory = std::move(trajectory), earth = std::move(earth),
          site_itrf_m = orbit::to_itrf_m(site)](Time t) {
    const auto state = orbit::itrf_state(*trajectory, *earth, t);
    return (state.r_m - site_itrf_m).norm();
  };
}

LookFunction look_function(std::shared_ptr<const orbit::Trajectory> trajectory,
                           std::shared_ptr<const orbit::Earth> earth, const orbit::Geodetic& site) {
  return [trajectory = std::move(trajectory), earth = std::move(earth), site](Time t) {
    const auto state = orbit::itrf_state(*trajectory, *earth, t);
    const orbit::LookAngles look = orbit::look_angles(site, state);
    return link::Direction{look.azimuth_rad, look.elevation_rad};
  };
}

Time light_arrival(const RangeFunction& range_m, Time departure) {
  // Each round shrinks the error by the range rate over the speed of light, below 3e-5.
  Time arrival = departure;
  for (int round = 0; round < 3; ++round) {
    arrival = departure + ceil_seconds(range_m(arrival) / link::kSpeedOfLight_m_s);
  }
  return arrival;
}

} // namespace urker::ground
