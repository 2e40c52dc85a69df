#include "spacecraft/surroundings.hpp"

#include "base/error.hpp"
#include "spacecraft/illumination.hpp"

#include <Eigen/Geometry>

#include <cmath>
#include <numbers>

namespace urker::spacecraft {

namespace {

constexpr double kAstronomicalUnit_m = 149597870700.0; // IAU 2012, exact

double angle_between(const orbit::Vector3& a, const orbit::Vector3& b) {
  return std::atan2(a.cross(b).norm(), a.dot(b));
}

} // namespace

OrbitalSurroundings::OrbitalSurroundings(std::shared_ptr<const orbit::Trajectory> trajectory,
                                         std::shared_ptr<const orbit::Earth> earth,
                                         ImagerConfig imager,
                                         std::shared_ptr<const access::CellGrid> grid,
                                         std::shared_ptr<const link::CloudField> clouds)
    : trajectory_(std::move(trajectory)), earth_(std::move(earth)), imager_(std::move(imager)),
      grid_(std::move(grid)), clouds_(std::move(clouds)) {}

orbit::State OrbitalSurroundings::itrf(Time t) const {
  return earth_->to_itrf(trajectory_->state(t), trajectory_->frame(), t);
}

std::vector<Scene> OrbitalSurroundings::scenes(const protocol::ImagingTask& task) const {
  require(grid_ && clouds_, "scenes need a grid and clouds");
  return cut_strip(imager_, task, *trajectory_, *earth_, *grid_, *clouds_);
}

SiteView OrbitalSurroundings::site(const orbit::Geodetic& place, Time t) const {
  const orbit::State state = itrf(t);
  const orbit::LookAngles look = orbit::look_angles(place, state);
  const orbit::Vector3 from_site_m = state.r_m - orbit::to_itrf_m(place);
  const orbit::Vector3 turning_rad_s(0.0, 0.0, orbit::Earth::kRotationRate_rad_s);
  const orbit::Vector3 across = (state.v_m_s + turning_rad_s.cross(from_site_m)).cross(from_site_m);
  return {look.range_m, look.elevation_rad, look.azimuth_rad, across.norm() / look.range_m};
}

SunAngles OrbitalSurroundings::sun_angles(const orbit::Geodetic& place, Time t) const {
  const orbit::Vector3 satellite_m = itrf(t).r_m;
  const orbit::Vector3 site_m = orbit::to_itrf_m(place);
  const orbit::Vector3 sun_m = earth_->sun_itrf_m(t);
  return {angle_between(satellite_m - site_m, sun_m - site_m),
          spacecraft::sunlit_fraction(satellite_m, sun_m) > 0.0
              ? angle_between(site_m - satellite_m, sun_m - satellite_m)
              : std::numbers::pi};
}

double OrbitalSurroundings::sun_flux(Time t) const {
  const double ratio = kAstronomicalUnit_m / earth_->sun_itrf_m(t).norm();
  return ratio * ratio;
}

double OrbitalSurroundings::sunlit_fraction(Time t) const {
  return spacecraft::sunlit_fraction(itrf(t).r_m, earth_->sun_itrf_m(t));
}

} // namespace urker::spacecraft
