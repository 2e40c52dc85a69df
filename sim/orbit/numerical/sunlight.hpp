#pragma once

#include "orbit/force/accelerations.hpp"
#include "orbit/numerical/numerical_orbit.hpp"

namespace urker::orbit {

/// The light that the Earth and the Moon leave. Of a body that throws no shadow the margins are 1.
struct Shadows {
  SunLight earth, moon;
};
[[nodiscard]] Shadows shadows(const RadiationPressure& radiation, const ForcePoint& point);

/// Pressure of sunlight on the orbit's surfaces or sphere, m/s2, GCRF.
[[nodiscard]] Vector3 sunlight_acceleration(const NumericalOrbit& orbit, const ForcePoint& point);

} // namespace urker::orbit
