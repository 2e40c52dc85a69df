#pragma once

#include "orbit/earth/earth_orientation.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

namespace urker::orbit {

/// Rotation matrix that takes vectors of GCRF to `frame` at a date in TT: the full series of ERFA,
/// no interpolation (some 100 us). `Earth` (earth.hpp) has the same faster for GCRF and TEME.
///
/// - EME2000: mean equator and equinox of J2000, the frame bias of IAU 2000 away.
/// - MOD: precession IAU 2006, without the pole's offsets.
/// - TOD: true equator and equinox, IAU 2006/2000A, with the offsets of the celestial pole turned
///   into offsets of the nutation.
/// - CIRS: celestial pole of IAU 2006/2000A with its offsets, origin at the CIO.
/// - TEME: what SGP4's authors took for it, IAU 1976 precession, IAU 1980 nutation without offsets,
///   and the equation of the equinoxes of 1994 (Vallado et al., AIAA 2006-6753, appendix C); the
///   pole of 1980 is 0.05" from the true one.
/// - ITRF: IERS Conventions 2010, chapter 5, from CIRS by the Earth rotation angle, polar motion
///   and the TIO locator; without sub-daily tides (1 mas).
///
/// Agrees with Orekit to 0.03 mas (tests/data/orbit/rotations.csv).
[[nodiscard]] Matrix3 rotation_from_gcrf(Frame frame, const JulianDate& tt,
                                         const EarthOrientation& orientation);

} // namespace urker::orbit
