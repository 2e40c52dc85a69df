#pragma once

#include "access/contact_plan.hpp"
#include "access/pass_kernels.hpp"

#include <numbers>
#include <vector>

namespace urker::access {

/// Greatest angle between the geodetic and the geocentric vertical.
inline constexpr double kGreatestVerticalAngle_rad = 0.1925 * std::numbers::pi / 180.0;

/// The sites, also as columns of unit vectors for the screen.
struct SiteTable {
  explicit SiteTable(std::vector<Site> places);

  std::vector<Site> places;
  std::vector<SearchSite> sites; ///< with the lowest elevation in view, see lowest_rad
  std::vector<float> x, y, z;
  double least_elevation_rad = 0.0;
  double least_radius_m = 0.0, greatest_radius_m = 0.0;
  double greatest_sine = 0.0; ///< in magnitude
};

} // namespace urker::access
