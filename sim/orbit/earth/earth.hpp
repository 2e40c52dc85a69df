#pragma once

#include "orbit/earth/earth_orientation.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <memory>

namespace urker::orbit {

/// How the Earth turns: `standard` uses the dated IERS table that ships with Urker (UT1, polar
/// motion, celestial pole offsets; see earth_orientation.hpp); `gmst` takes UT1 = UTC and neither
/// polar motion nor offsets, for design work and comparison.
enum class EarthOrientationModel { standard, gmst };

/// The Earth, the Sun and the Moon as functions of time: rotation between frames and their places.
///
/// GCRF to ITRF: IAU 2006/2000A, based on the CIO, without sub-daily tides (1 mas). TEME to ITRF
/// leads through GCRF by the precession and nutation of 1976 and 1980 (frames.hpp), as in Orekit.
/// The short way of AIAA 2006-6753, Greenwich mean sidereal time of 1982 and polar motion, ends 0.2
/// microrad beside it, the error of the pole of 1980; with the model `gmst` TEME turns by that
/// sidereal time and no more. Precession, nutation and the Sun (DE-405, see sun_moon.hpp) are
/// tabulated and interpolated with a tested error below 1e-11 rad. Immutable.
class Earth {
 public:
  /// For the times from an hour before `begin` to an hour after `end`; others are refused with
  /// `Error{internal}`.
  Earth(const Epoch& epoch, Time begin, Time end, EarthOrientationModel model);
  /// The model `standard` with a table of the user's in place of the shipped one.
  Earth(const Epoch& epoch, Time begin, Time end,
        std::shared_ptr<const EarthOrientationTable> table);
  ~Earth();

  /// ITRF state of a state given in `frame`; the velocity is relative to the rotating Earth. Fast
  /// for GCRF and TEME; for the other frames the full series are summed (100 us). The
  /// motion of the pole in space and in the Earth is left out of it (1e-4 m/s in GEO).
  [[nodiscard]] State to_itrf(const State& state, Frame frame, Time t) const;
  /// Rotation matrix that takes vectors of `frame` to ITRF.
  [[nodiscard]] Matrix3 rotation_to_itrf(Frame frame, Time t) const;
  /// From ITRF to `frame`, the inverse of `to_itrf`.
  [[nodiscard]] State from_itrf(const State& itrf, Frame frame, Time t) const;
  /// Between any two frames. Between frames that do not rotate with the Earth velocities turn as
  /// positions do: the axes' own motion (1e-11 rad/s) is left out.
  [[nodiscard]] State convert(const State& state, Frame from, Frame to, Time t) const;
  /// Geocentric Sun in ITRF, metres, geometric (no light time, no aberration).
  [[nodiscard]] Vector3 sun_itrf_m(Time t) const;
  /// Geocentric Sun in an inertial frame, metres.
  [[nodiscard]] Vector3 sun_m(Frame frame, Time t) const;
  /// Geocentric Moon in ITRF, geometric (sun_moon.hpp); the velocity is relative to the rotating
  /// Earth.
  [[nodiscard]] State moon_itrf(Time t) const;
  /// Whether the figures for `t` come from the table, measured or predicted. Outside it those of
  /// its first or last day hold. The model `gmst` needs no table.
  [[nodiscard]] bool covers(Time t) const;
  /// Figures of the table in force, at any time; of the model `gmst` UT1 = UTC and no more.
  [[nodiscard]] EarthOrientation orientation(Time t) const;
  /// Never exceeded by the Earth's rotation rate, rad/s: the days are at most 2 ms short.
  static constexpr double kRotationRate_rad_s = 7.2921162e-5;

 private:
  [[nodiscard]] Matrix3 from_gcrf(Frame frame, Time t) const;
  struct Attitude;
  [[nodiscard]] Attitude attitude(Frame frame, Time t) const;

  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

} // namespace urker::orbit
