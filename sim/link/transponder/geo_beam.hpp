#pragma once

#include "link/antenna/pattern.hpp"
#include "orbit/earth/geodesy.hpp"

#include <memory>
#include <vector>

namespace urker::link {

/// A beam of a satellite at rest above the Earth, by its gain relative to the peak: the same for
/// EIRP and G/T. The pattern's frame has the boresight as axis; its x axis lies east on the map
/// when the rotation is 0, and turns to north with it. Positions are ITRF.
class GeoBeam {
 public:
  GeoBeam(std::shared_ptr<const AntennaPattern> relative_gain,
          const orbit::Vector3& satellite_itrf_m, const orbit::Geodetic& boresight,
          double rotation_rad);

  /// Relative gain towards a place, whether the Earth is between or not; 0 at the boresight of a
  /// pattern that has its peak there.
  [[nodiscard]] double relative_db(const orbit::Geodetic& place) const;

  /// Points on the ellipsoid, all around and counterclockwise on the map, at which the gain first
  /// falls that far below the peak on the way out from the boresight; where the Earth ends before,
  /// on its limb.
  [[nodiscard]] std::vector<orbit::Geodetic> contour(double below_peak_db) const;

 private:
  [[nodiscard]] orbit::Vector3 direction(double off_axis_rad, double around_rad) const;

  std::shared_ptr<const AntennaPattern> pattern_;
  orbit::Vector3 satellite_m_, axis_, x_, y_;
};

} // namespace urker::link
