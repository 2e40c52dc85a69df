#include "spacecraft/surroundings.hpp"

#include "base/error.hpp"
#include "orbit/angles.hpp"
#include "orbit/itrf_state.hpp"
#include "spacecraft/illumination.hpp"

#include <chrono>
#include <cmath>

namespace urker::spacecraft {

namespace {

using orbit::Vector3;

constexpr double kAstronomicalUnit_m = 149597870700.0; // IAU 2012, exact

} // namespace

OrbitalSurroundings::OrbitalSurroundings(std::shared_ptr<const orbit::Trajectory> trajectory,
                                         std::shared_ptr<const orbit::Earth> earth,
                                         ImagerConfig imager,
                                         std::shared_ptr<const access::CellGrid> grid,
                                         std::shared_ptr<const link::CloudField> clouds,
                                         std::shared_ptr<const ContentField> contents,
                                         const compute::TileShare& share)
    : trajectory_(std::move(trajectory)), earth_(std::move(earth)), imager_(std::move(imager)),
      grid_(std::move(grid)), clouds_(std::move(clouds)), contents_(std::move(contents)),
      share_(share) {}

orbit::State OrbitalSurroundings::itrf(Time t) const {
  return stretch_ && stretch_->track.begin() <= t && t <= stretch_->track.end()
             ? stretch_->track.at(t)
             : orbit::itrf_state(*trajectory_, *earth_, t);
}

orbit::SiteAxes OrbitalSurroundings::axes_at(const orbit::Geodetic& place) const {
  return stretch_ && stretch_->site == place ? stretch_->axes : orbit::SiteAxes(place);
}

std::shared_ptr<const Surroundings> OrbitalSurroundings::along(Time begin, Time end,
                                                               const orbit::Geodetic& site) const {
  constexpr Duration kLongest = std::chrono::hours(6); // passes of low orbits, and far beyond
  if (end <= begin || end - begin > kLongest) {
    return Surroundings::along(begin, end, site);
  }
  auto near = std::make_shared<OrbitalSurroundings>(*this);
  near->stretch_ = std::make_shared<const Stretch>(
      Stretch{{*trajectory_, *earth_, begin, end}, site, orbit::SiteAxes(site)});
  return near;
}

std::vector<Scene> OrbitalSurroundings::scenes(const protocol::ImagingTask& task) const {
  require(grid_ && clouds_, "scenes need a grid and clouds");
  return cut_strip(imager_, task, *trajectory_, *earth_, *grid_, *clouds_, contents_.get(), share_);
}

SiteView OrbitalSurroundings::site(const orbit::Geodetic& place, Time t) const {
  return link::line_of_sight(axes_at(place), itrf(t));
}

SunAngles OrbitalSurroundings::sun_angles(const orbit::Geodetic& place, Time t) const {
  const orbit::Vector3 satellite_m = itrf(t).r_m;
  const orbit::Vector3 site_m = axes_at(place).origin_m;
  const orbit::Vector3 sun_m = earth_->sun_itrf_m(t);
  return {orbit::angle_between_rad(satellite_m - site_m, sun_m - site_m),
          sun_angle_rad(satellite_m, site_m - satellite_m, sun_m)};
}

link::BodiesInSky OrbitalSurroundings::bodies(const orbit::Geodetic& place, Time t) const {
  const orbit::SiteAxes site = axes_at(place);
  const Vector3& up = site.up;
  const Vector3 satellite = itrf(t).r_m - site.origin_m;
  const Vector3 sun = earth_->sun_itrf_m(t) - site.origin_m;
  const Vector3 moon = earth_->moon_itrf(t).r_m - site.origin_m;
  link::BodiesInSky sky;
  if (sun.dot(up) > 0.0) {
    sky.sun_angle_rad = orbit::angle_between_rad(satellite, sun);
  }
  if (moon.dot(up) > 0.0) {
    sky.moon_angle_rad = orbit::angle_between_rad(satellite, moon);
    // Of a sphere: by the angle at the Moon between the Sun and the site.
    sky.moon_lit = 0.5 * (1.0 + std::cos(orbit::angle_between_rad(sun - moon, -moon)));
  }
  return sky;
}

double OrbitalSurroundings::sun_flux(Time t) const {
  const double ratio = kAstronomicalUnit_m / earth_->sun_itrf_m(t).norm();
  return ratio * ratio;
}

double OrbitalSurroundings::sunlit_fraction(Time t) const {
  return spacecraft::sunlit_fraction(itrf(t).r_m, earth_->sun_itrf_m(t));
}

} // namespace urker::spacecraft
