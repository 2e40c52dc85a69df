#include "spacecraft/receiver/emitter_group.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::spacecraft {

namespace {

orbit::Vector3 axis_of(const orbit::Geodetic& place) {
  return orbit::to_itrf_m({place.latitude_rad, place.longitude_rad, 0.0}).normalized();
}

} // namespace

EmitterGroup::EmitterGroup(Facts facts, const access::Area& area, const access::CellGrid& grid)
    : facts_(std::move(facts)), area_(area.name),
      per_cell_(facts_.density_per_m2 * grid.cell_area_m2()), cap_axis_(axis_of(area.cap_centre)),
      cap_radius_rad_(area.cap_radius_rad) {
  for (const std::int64_t cell : area.cells) {
    const orbit::Geodetic place = grid.centre(cell);
    sites_.push_back({orbit::to_itrf_m(place), orbit::geodetic_up(place)});
  }
}

bool EmitterGroup::Site::sees(const orbit::Vector3& satellite_m, double least_sine) const {
  const orbit::Vector3 sight = satellite_m - r_m;
  return up.dot(sight) >= least_sine * sight.norm();
}

bool EmitterGroup::may_see(const orbit::Vector3& satellite_m, double least_elevation_rad) const {
  // On a sphere of the equator's radius; the margin is for verticals that miss the Earth's centre.
  constexpr double kMargin_rad = 0.01;
  const double r_m = satellite_m.norm();
  const double ratio = std::min(1.0, orbit::kEarthEquatorialRadius_m / r_m);
  const double reach_rad =
      std::acos(ratio * std::cos(least_elevation_rad)) - least_elevation_rad + kMargin_rad;
  const double apart_rad = std::acos(std::clamp(cap_axis_.dot(satellite_m) / r_m, -1.0, 1.0));
  return apart_rad <= cap_radius_rad_ + reach_rad;
}

std::vector<std::size_t> EmitterGroup::in_view(const orbit::Vector3& satellite_itrf_m,
                                               double least_elevation_rad) const {
  std::vector<std::size_t> result;
  if (!may_see(satellite_itrf_m, least_elevation_rad)) {
    return result;
  }
  const double least_sine = std::sin(least_elevation_rad);
  for (std::size_t i = 0; i < sites_.size(); ++i) {
    if (sites_[i].sees(satellite_itrf_m, least_sine)) {
      result.push_back(i);
    }
  }
  return result;
}

bool EmitterGroup::any_in_view(const orbit::Vector3& satellite_itrf_m,
                               double least_elevation_rad) const {
  const double least_sine = std::sin(least_elevation_rad);
  return may_see(satellite_itrf_m, least_elevation_rad) &&
         std::any_of(sites_.begin(), sites_.end(),
                     [&](const Site& site) { return site.sees(satellite_itrf_m, least_sine); });
}

} // namespace urker::spacecraft
