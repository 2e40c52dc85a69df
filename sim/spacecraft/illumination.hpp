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

/// Between a direction from a satellite and the Sun; pi where the Earth hides the Sun. Likewise.
[[nodiscard]] double sun_angle_rad(const orbit::Vector3& satellite_itrf_m,
                                   const orbit::Vector3& direction,
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

  /// Sunlight until eclipses are added. `fraction` is asked only where they do not tell: in the
  /// middle of one that has no umbra, and at an end that the search cut off within a penumbra.
  explicit Illumination(std::function<double(Time)> fraction);

  /// Takes an eclipse that begins when those before have ended.
  void add(const access::Eclipse& eclipse);
  /// Drops what `at` needs only for times before `t`.
  void forget(Time t);

  /// The piece that begins at or spans t; where two meet, the later one. It ends with the next
  /// eclipse that is known.
  [[nodiscard]] Piece at(Time t) const;

  template <class Packer>
  void pack(Packer& p) {
    p(corners_);
  }

 private:
  struct Corner {
    Time time = kStart;
    double fraction = 1.0;
    template <class Packer>
    void pack(Packer& p) {
      p(time, fraction);
    }
  };
  /// The first corner after t.
  [[nodiscard]] std::vector<Corner>::const_iterator corner_after(Time t) const;

  std::function<double(Time)> fraction_;
  std::vector<Corner> corners_; ///< nondecreasing in time
};

} // namespace urker::spacecraft
