#pragma once

#include "access/track.hpp"
#include "access/windows.hpp"
#include "orbit/earth/geodesy.hpp"

#include <vector>

namespace urker::access {

/// A point of a site's horizon; azimuth from north through east.
struct HorizonPoint {
  double azimuth_rad = 0.0;
  double elevation_rad = 0.0;
};

/// The horizon that hills and buildings leave to a site: elevation as a function of azimuth,
/// straight from point to point and from the last to the first.
class HorizonMask {
 public:
  /// No mask.
  HorizonMask() = default;
  /// In increasing order of azimuth in [0, 2 pi), no two closer than 1e-6 rad; elevations below
  /// 89 deg. One point is a level horizon. Throws an internal error otherwise.
  explicit HorizonMask(std::vector<HorizonPoint> points);

  [[nodiscard]] bool empty() const { return points_.empty(); }
  [[nodiscard]] double elevation_rad(double azimuth_rad) const;
  [[nodiscard]] double least_rad() const { return least_rad_; }
  [[nodiscard]] double greatest_rad() const { return greatest_rad_; }
  /// Greatest slope, radian of elevation per radian of azimuth.
  [[nodiscard]] double steepest() const { return steepest_; }

 private:
  std::vector<HorizonPoint> points_;
  double least_rad_ = 0.0, greatest_rad_ = 0.0, steepest_ = 0.0;
};

/// The parts of [begin, end] in which the satellite stands on or above the mask as seen from
/// `place`, to 1 us (windows.hpp). The mask is not empty.
///
/// Proof. f = elevation - mask(azimuth). With the speed V relative to the Earth and the range D,
/// the line of sight turns by at most w = V / D, the elevation changes by no more than that, and
/// the azimuth by no more than w / cos(elevation); so |f'| <= w (1 + k / cos e) with the mask's
/// slope k and the highest elevation e that the interval's ends and w allow. Of a function with
/// |f'| <= L over a length h, the search learns by the bound 8 L / h on a curvature. Where even the
/// lowest elevation is above the whole mask, f > 0 whatever the azimuth does, up to the zenith; and
/// f < 0 where even the highest is below it.
[[nodiscard]] std::vector<Window> find_windows_above(const Track& track,
                                                     const orbit::Geodetic& place,
                                                     const HorizonMask& mask, Time begin, Time end);

} // namespace urker::access
