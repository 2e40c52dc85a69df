#include "access/site_table.hpp"

#include "access/station_model.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace urker::access {

SiteTable::SiteTable(std::vector<Site> all) : places(std::move(all)) {
  least_elevation_rad = least_radius_m = std::numeric_limits<double>::infinity();
  for (const Site& site : places) {
    const orbit::Vector3 position_m = orbit::to_itrf_m(site.place);
    const orbit::Vector3 up = orbit::geodetic_up(site.place);
    const double radius_m = position_m.norm();
    const double elevation_rad = lowest_rad(site);
    sites.push_back({{position_m.x(), position_m.y(), position_m.z()},
                     {up.x(), up.y(), up.z()},
                     {-std::sin(site.place.longitude_rad), std::cos(site.place.longitude_rad)},
                     std::sin(elevation_rad),
                     radius_m});
    x.push_back(static_cast<float>(position_m.x() / radius_m));
    y.push_back(static_cast<float>(position_m.y() / radius_m));
    z.push_back(static_cast<float>(position_m.z() / radius_m));
    least_elevation_rad = std::min(least_elevation_rad, elevation_rad);
    least_radius_m = std::min(least_radius_m, radius_m);
    greatest_radius_m = std::max(greatest_radius_m, radius_m);
    greatest_sine = std::max(greatest_sine, std::abs(sites.back().sine));
  }
}

} // namespace urker::access
