#pragma once

#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <memory>

namespace urker::orbit {

/// How the Earth turns: `standard` uses the dated IERS table that ships with Urker (UT1, polar
/// motion); `gmst` takes UT1 = UTC and no polar motion, for design work and comparison.
enum class EarthOrientationModel { standard, gmst };

/// The Earth and the Sun as functions of time: rotation between frames and the Sun's direction.
/// Precession and nutation (IAU 2006/2000A, ERFA) and the Sun are tabulated over [begin, end] and
/// interpolated with a tested error below 1e-11 rad and 1e-9 rad. Immutable.
class Earth {
 public:
  Earth(const Epoch& epoch, Time begin, Time end, EarthOrientationModel model);
  ~Earth();

  /// ITRF state of a state given in `frame`; the velocity is relative to the rotating Earth.
  [[nodiscard]] State to_itrf(const State& state, Frame frame, Time t) const;
  /// Rotation matrix that takes vectors of `frame` to ITRF.
  [[nodiscard]] Matrix3 rotation_to_itrf(Frame frame, Time t) const;
  /// Geocentric Sun in ITRF, metres, geometric (no light time, no aberration).
  [[nodiscard]] Vector3 sun_itrf_m(Time t) const;
  /// Geocentric Sun in an inertial frame, metres.
  [[nodiscard]] Vector3 sun_m(Frame frame, Time t) const;
  /// Magnitude bound of the Earth's rotation rate, rad/s.
  static constexpr double kRotationRate_rad_s = 7.2921158553e-5;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

} // namespace urker::orbit
