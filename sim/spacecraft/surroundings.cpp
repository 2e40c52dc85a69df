#include "spacecraft/surroundings.hpp"

#include "base/error.hpp"
#include "spacecraft/illumination.hpp"

namespace urker::spacecraft {

namespace {

constexpr double kAstronomicalUnit_m = 149597870700.0; // IAU 2012, exact

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
  const orbit::LookAngles look = orbit::look_angles(place, itrf(t));
  return {look.range_m, look.elevation_rad};
}

double OrbitalSurroundings::sun_flux(Time t) const {
  const double ratio = kAstronomicalUnit_m / earth_->sun_itrf_m(t).norm();
  return ratio * ratio;
}

double OrbitalSurroundings::sunlit_fraction(Time t) const {
  return spacecraft::sunlit_fraction(itrf(t).r_m, earth_->sun_itrf_m(t));
}

} // namespace urker::spacecraft
