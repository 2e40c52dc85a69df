#pragma once

#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

namespace urker::orbit {

/// Geocentric Sun, metres, by the low-precision formula of the Astronomical Almanac (page C5) with
/// the coefficients of D. A. Vallado, "Fundamentals of Astrodynamics and Applications", algorithm
/// 29: 0.01 deg from 1950 to 2050. For comparison with programs that use it; sun_moon.hpp has the
/// true one.
///
/// Mean equator and equinox of date; those programs take it as TEME, from which the nutation parts
/// it by up to 20". UTC stands for UT1 and TDB, as with EarthOrientationModel::gmst.
[[nodiscard]] Vector3 almanac_sun_m(const Epoch& epoch, Time t);
/// The same for days of 86400 s since 2000-01-01T12:00 UTC.
[[nodiscard]] Vector3 almanac_sun_m(double days_since_j2000);

} // namespace urker::orbit
