#pragma once

#include "access/contact_plan.hpp"
#include "orbit/trajectory.hpp"

#include <functional>
#include <vector>

namespace urker::spacecraft {

/// Part of the Sun's disc that a satellite sees, 0..1. Positions in an Earth-fixed frame. The
/// Earth's ellipsoid is stretched to a sphere along its axis; discs are plane circles; the air is
/// left out.
[[nodiscard]] double sunlit_fraction(const orbit::Vector3& satellite_itrf_m,
                                     const orbit::Vector3& sun_itrf_m);

/// The sunlit fraction over time, linear between corners: one in sunlight, zero in the umbra, a
/// ramp in the penumbra. The true curve through a penumbra is S-shaped but, as far as the Earth's
/// limb is straight over the Sun's disc, antisymmetric about the ramp: a whole penumbra gives the
/// same energy.
class Illumination {
 public:
  struct Piece {
    double fraction = 1.0; ///< at the instant asked for
    double slope_per_s = 0.0;
    Time until = kNever; ///< end of the linear piece
  };

  Illumination() = default;
  /// `fraction` is asked only where the eclipses do not tell: in the middle of one that has no
  /// umbra, and at an end that the search cut off within a penumbra.
  Illumination(const std::vector<access::Eclipse>& eclipses,
               const std::function<double(Time)>& fraction);

  /// The piece that begins at or spans t; where two meet, the later one.
  [[nodiscard]] Piece at(Time t) const;

 private:
  struct Corner {
    Time time;
    double fraction;
  };
  std::vector<Corner> corners_; ///< nondecreasing in time
};

} // namespace urker::spacecraft
