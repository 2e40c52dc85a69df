#include "spacecraft/dynamics/environment.hpp"

namespace urker::spacecraft {

namespace {

constexpr double kSolarConstant_w_m2 = 1361.0;
constexpr double kAstronomicalUnit_m = 149597870700.0; // IAU 2012, exact
constexpr double kEarthMeanRadius_m = 6371008.8;

} // namespace

LocalEnvironment local_environment(const Heavens& heavens, const orbit::Matrix3& body_to_inertial,
                                   Time t, double sunlit_fraction) {
  const orbit::Vector3 r_m = heavens.state(t).r_m;
  const orbit::Vector3 sun_m = heavens.sun_m(t) - r_m;
  const double distance_m = sun_m.norm();
  const double radius_m = r_m.norm();
  const double ratio = kAstronomicalUnit_m / distance_m;
  LocalEnvironment here;
  here.to_sun = body_to_inertial.transpose() * (sun_m / distance_m);
  here.to_earth = body_to_inertial.transpose() * (r_m / -radius_m);
  here.full_sun_w_m2 = kSolarConstant_w_m2 * ratio * ratio;
  here.sun_w_m2 = here.full_sun_w_m2 * sunlit_fraction;
  here.distance_ratio = radius_m / kEarthMeanRadius_m;
  here.sun_zenith_cosine = sun_m.dot(r_m) / (distance_m * radius_m);
  return here;
}

} // namespace urker::spacecraft
