#pragma once

#include "orbit/trajectory.hpp"
#include "spacecraft/attitude/heavens.hpp"

namespace urker::spacecraft {

/// What Sun and Earth do to the surfaces of a satellite at one instant, in body axes.
struct LocalEnvironment {
  orbit::Vector3 to_sun = orbit::Vector3::UnitX();   ///< unit
  orbit::Vector3 to_earth = orbit::Vector3::UnitZ(); ///< unit
  double sun_w_m2 = 0.0;          ///< direct sunlight on a surface that faces it, eclipse included
  double full_sun_w_m2 = 0.0;     ///< without eclipse
  double distance_ratio = 1.1;    ///< from the Earth's centre, over its mean radius
  double sun_zenith_cosine = 0.0; ///< at the point below the satellite
};

/// Solar flux of 1361 W/m2 at 1 au (Kopp and Lean 2011), by the square of the distance.
[[nodiscard]] LocalEnvironment local_environment(const Heavens& heavens,
                                                 const orbit::Matrix3& body_to_inertial, Time t,
                                                 double sunlit_fraction);

} // namespace urker::spacecraft
