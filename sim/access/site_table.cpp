#include "access/site_table.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <limits>

namespace urker::access {

SiteTable::SiteTable(const std::vector<Site>& places) {
  least_elevation_rad = least_radius_m = std::numeric_limits<double>::infinity();
  const std::size_t filled = (places.size() + 63) / 64 * 64;
  x.resize(filled);
  y.resize(filled);
  z.resize(filled);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& place = places[i].place;
    SearchSite site;
    site.position_m = orbit::to_itrf_m(place);
    site.up = orbit::geodetic_up(place);
    site.east = {-std::sin(place.longitude_rad), std::cos(place.longitude_rad), 0.0};
    site.north = site.up.cross(site.east);
    site.sine = std::sin(places[i].least_elevation_rad);
    site.radius_m = site.position_m.norm();
    x[i] = static_cast<float>(site.position_m.x() / site.radius_m);
    y[i] = static_cast<float>(site.position_m.y() / site.radius_m);
    z[i] = static_cast<float>(site.position_m.z() / site.radius_m);
    least_elevation_rad = std::min(least_elevation_rad, places[i].least_elevation_rad);
    least_radius_m = std::min(least_radius_m, site.radius_m);
    greatest_radius_m = std::max(greatest_radius_m, site.radius_m);
    greatest_sine = std::max(greatest_sine, std::abs(site.sine));
    sites.push_back(site);
  }
}

} // namespace urker::access
