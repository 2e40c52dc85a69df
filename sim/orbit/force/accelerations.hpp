#pragma once

#include "orbit/trajectory.hpp"

namespace urker::orbit {

// The forces beside gravity and density, one satellite at a time: positions in GCRF from the
// Earth's centre, m, results in m/s2. Formulae, sources and what they leave out are in the header
// of each force (third_body.hpp, relativity.hpp, drag.hpp, solar_radiation.hpp, shadow.hpp), where
// kernels find the same arithmetic for packs.

/// Attraction by the Sun or the Moon less that of the Earth's centre.
[[nodiscard]] Vector3 third_body_acceleration(const Vector3& r_m, const Vector3& body_m,
                                              double body_mu_m3_s2);
/// Schwarzschild's term.
[[nodiscard]] Vector3 relativity_acceleration(const State& state, double mu_m3_s2);
/// Velocity relative to air that turns with the Earth at its mean rate about the celestial pole,
/// given as a unit vector.
[[nodiscard]] Vector3 air_velocity(const State& state, const Vector3& celestial_pole);
/// `ballistic_m2_kg` is cd A/m.
[[nodiscard]] Vector3 drag_acceleration(const Vector3& air_velocity_m_s, double density_kg_m3,
                                        double ballistic_m2_kg);
/// In full light; `reflective_area_m2_kg` is cr A/m.
[[nodiscard]] Vector3 solar_radiation_acceleration(const Vector3& r_m, const Vector3& sun_m,
                                                   double reflective_area_m2_kg);

/// Light on a satellite, and how far it is from the edges of the shadow: signed angles in rad,
/// positive outside, smooth where they change sign.
struct SunLight {
  double visible_fraction = 1.0; ///< of the Sun's disc
  double penumbra_margin_rad = 0.0;
  double umbra_margin_rad = 0.0;
};
/// Behind an Earth that is a sphere of 6378137 m.
[[nodiscard]] SunLight sunlight_behind_sphere(const Vector3& r_m, const Vector3& sun_m);
/// Behind the ellipsoid WGS84, with the axis of ITRF of unit length.
[[nodiscard]] SunLight sunlight_behind_ellipsoid(const Vector3& r_m, const Vector3& sun_m,
                                                 const Vector3& earth_axis);
/// Behind the Moon, a sphere of 1737.4 km. Its margins never report an umbra that does not reach
/// the satellite: the Moon may be the smaller disc.
[[nodiscard]] SunLight sunlight_behind_moon(const Vector3& r_m, const Vector3& sun_m,
                                            const Vector3& moon_m);

} // namespace urker::orbit
