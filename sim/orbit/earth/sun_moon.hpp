#pragma once

#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <cstdint>

namespace urker::orbit {

/// Gravitational parameters of JPL DE-405, from its constants GMS, GMB, EMRAT and AU (header of the
/// ephemeris: au^3/d^2, and an astronomical unit of 149597870.691 km).
inline constexpr double kDe405AstronomicalUnit_m = 149597870691.0;
inline constexpr double kDe405EarthMoonMassRatio = 81.30056;
inline constexpr double kDe405Cubed_m3_s2 = kDe405AstronomicalUnit_m * kDe405AstronomicalUnit_m *
                                            kDe405AstronomicalUnit_m / (86400.0 * 86400.0);
inline constexpr double kSunMu_m3_s2 = 0.295912208285591095e-3 * kDe405Cubed_m3_s2;
inline constexpr double kMoonMu_m3_s2 =
    0.899701134671249882e-9 * kDe405Cubed_m3_s2 / (1.0 + kDe405EarthMoonMassRatio);

/// Geocentric Sun and Moon, GCRF, metres.
struct SunMoonPositions {
  Vector3 sun_m = Vector3::Zero();
  Vector3 moon_m = Vector3::Zero();
};

/// Geocentric Sun and Moon with velocities, GCRF.
struct SunMoonStates {
  State sun;
  State moon;
};

/// Where the Sun and the Moon are as seen from the Earth's centre: geometric, without light time
/// and aberration, in GCRF.
///
/// From 1999-12-24 to 2060-01-08 by the Chebyshev polynomials of JPL DE-405
/// (sim/data/de405_sun_moon.f64le). Their argument TDB is taken from TT by the two terms of the
/// Astronomical Almanac (page B7), which is within 30 us: that moves the Sun by 1 m (6e-12 rad) and
/// the Moon by 3 cm. Outside the span ERFA's series hold: eraEpv00 for the Sun (from 2000 to 2060
/// within 1e-7 rad and 12 km of DE-405) and eraMoon98 for the Moon (15", 26 km), so there is a step
/// of that size at either end.
///
/// Immutable; safe to call from several threads. A position costs some 100 ns inside the span.
class SunMoon {
 public:
  explicit SunMoon(const Epoch& epoch);

  [[nodiscard]] SunMoonPositions positions(Time t) const;
  /// Velocities are derivatives of the polynomials with respect to TDB seconds.
  [[nodiscard]] SunMoonStates states(Time t) const;
  /// Whether DE-405 answers for `t`.
  [[nodiscard]] bool covers(Time t) const { return t >= first_ && t <= last_; }

 private:
  /// Nanoseconds TDB since the ephemeris begins.
  [[nodiscard]] std::int64_t ephemeris_ns(Time t) const;
  [[nodiscard]] SunMoonStates series(Time t) const;

  Epoch epoch_;
  std::int64_t start_tt_ns_ = 0; ///< TT of the scenario's start since the ephemeris begins
  Time first_ = kNever;          ///< the span; empty if the start is centuries away
  Time last_ = kNotYet;
};

} // namespace urker::orbit
