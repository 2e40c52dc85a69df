#pragma once

#include "access/contact_plan.hpp"

#include <cstddef>
#include <vector>

namespace urker::access {

/// A site as the search of passes wants it.
struct SearchSite {
  orbit::Vector3 position_m, up, east, north;
  double sine = 0.0; ///< of the least elevation
  double radius_m = 0.0;
};

/// What a site sees of a satellite at an instant.
struct PassSample {
  double value_m = 0.0;  ///< q.n - s |q|, as in station_contacts.cpp
  double rate_m_s = 0.0; ///< its derivative, as far as the velocity is that of the position
  double range_m = 0.0;
  double rise = 0.0; ///< with the sign of the elevation's rate
};

/// The sites, also as columns of unit vectors for the screen.
struct SiteTable {
  explicit SiteTable(const std::vector<Site>& places);
  [[nodiscard]] std::size_t words() const { return x.size() / 64; }

  std::vector<SearchSite> sites;
  std::vector<float> x, y, z;
  double least_elevation_rad = 0.0;
  double least_radius_m = 0.0, greatest_radius_m = 0.0;
  double greatest_sine = 0.0; ///< in magnitude
};

[[nodiscard]] inline PassSample look_from(const SearchSite& site, const orbit::State& itrf) {
  const orbit::Vector3 line_m = itrf.r_m - site.position_m;
  const double range_m = line_m.norm();
  const double height_m = line_m.dot(site.up);
  const double range_rate_m_s = line_m.dot(itrf.v_m_s) / range_m;
  const double climb_m_s = itrf.v_m_s.dot(site.up);
  return {height_m - site.sine * range_m, climb_m_s - site.sine * range_rate_m_s, range_m,
          climb_m_s * range_m - height_m * range_rate_m_s};
}

} // namespace urker::access
