#pragma once

#include "orbit/force/vector.hpp"

namespace urker::orbit::kernel {

/// Pressure of sunlight on an absorbing surface, N/m2, at the distance beside it (1361 to 1367 W/m2
/// over the speed of light; Montenbruck and Gill, Satellite Orbits, 2000, section 3.4).
inline constexpr double kSolarPressure_N_m2 = 4.56e-6;
inline constexpr double kSolarPressureDistance_m = 1.4959787e11;

/// Pressure of sunlight on a sphere, m/s2, in full light: multiply by the visible fraction of
/// shadow.hpp. `reflective_area_m2_kg` is cr A/m. Left out: the Earth's light (albedo, infrared, up
/// to a third of it in LEO over bright ground), the variation of the Sun (0.1 %), and attitude
/// (surfaces.hpp).
template <class Real>
[[gnu::always_inline]] inline Vector<Real> solar_radiation(const Vector<Real>& r_m,
                                                           const Vector<Real>& sun_m,
                                                           const Real& reflective_area_m2_kg) {
  constexpr double kAtUnitDistance =
      kSolarPressure_N_m2 * kSolarPressureDistance_m * kSolarPressureDistance_m;
  const Vector<Real> from_sun = r_m - sun_m;
  const Real d2 = dot(from_sun, from_sun);
  const Real scale = kAtUnitDistance * reflective_area_m2_kg / (d2 * sqrt(d2));
  return scale * from_sun;
}

} // namespace urker::orbit::kernel
