#pragma once

#include "link/tracking/mount_config.hpp"
#include "orbit/earth/geodesy.hpp"

#include <vector>

namespace urker::link {

/// The geostationary arc as a site sees it: the part of the circle of 42164.17 km over the equator
/// that is above its horizon, without refraction.
class GeoArc {
 public:
  explicit GeoArc(const orbit::Geodetic& site);

  /// Angle between a direction and the nearest point of the arc, to 1e-6 rad; pi if the site sees
  /// none of it.
  [[nodiscard]] double separation_rad(const Direction& direction) const;

 private:
  [[nodiscard]] double cosine_at(double longitude_rad, const orbit::Vector3& line) const;

  orbit::Vector3 site_m_;
  orbit::Vector3 east_, north_, up_;
  std::vector<double> longitudes_rad_;     ///< in view, evenly
  std::vector<orbit::Vector3> directions_; ///< to them
};

} // namespace urker::link
