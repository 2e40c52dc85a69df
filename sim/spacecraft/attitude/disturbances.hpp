#pragma once

#include "base/fields.hpp"
#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/trajectory.hpp"

#include <optional>

namespace urker::spacecraft {

/// Principal moments of inertia, along the body axes.
struct InertiaConfig {
  double x_kg_m2 = 0.0, y_kg_m2 = 0.0, z_kg_m2 = 0.0;
};
void describe(FieldVisitor& v, InertiaConfig& c);

/// A constant torque in body axes.
struct TorqueConfig {
  double x_n_m = 0.0, y_n_m = 0.0, z_n_m = 0.0;
};
void describe(FieldVisitor& v, TorqueConfig& c);

/// The outside as air and sunlight see it: a box, on which they push at one place that stays.
/// Shadows of parts on each other, and panels that turn, are left out.
struct OutlineConfig {
  double x_m2 = 0.0, y_m2 = 0.0, z_m2 = 0.0;                         ///< areas across the body axes
  double pressure_x_m = 0.0, pressure_y_m = 0.0, pressure_z_m = 0.0; ///< from the centre of mass
  /// Seen from a direction in body axes, of length one.
  [[nodiscard]] double area_m2(const orbit::Vector3& from) const;
  [[nodiscard]] orbit::Vector3 lever_m() const {
    return {pressure_x_m, pressure_y_m, pressure_z_m};
  }
};
void describe(FieldVisitor& v, OutlineConfig& c);

/// Torque of the air.
struct DragTorqueConfig {
  double coefficient = 2.2;
  std::optional<orbit::AtmosphereConfig> atmosphere; ///< none: that of the orbit's drag
};
void describe(FieldVisitor& v, DragTorqueConfig& c);

/// Torque of sunlight.
struct SunlightTorqueConfig {
  double coefficient = 1.3;
};
void describe(FieldVisitor& v, SunlightTorqueConfig& c);

/// Torque of the Earth's gravity gradient in body axes, N m: 3 mu / r^3 times u x (I u), u the
/// direction of the Earth's centre in body axes (Wertz, Spacecraft Attitude Determination and
/// Control, 1978, section 17.2).
[[nodiscard]] orbit::Vector3 gravity_gradient_n_m(const InertiaConfig& inertia,
                                                  const orbit::Vector3& r_body_m);

/// Torque of drag in body axes, N m: lever times -rho/2 cd A |u| u, u the velocity relative to the
/// air (Wertz, section 17.2).
[[nodiscard]] orbit::Vector3 drag_torque_n_m(const OutlineConfig& outline, double coefficient,
                                             double density_kg_m3,
                                             const orbit::Vector3& air_body_m_s);

/// Torque of full sunlight in body axes, N m: lever times -4.56 uN/m2 (1 au / d)^2 cr A s, s
/// towards the Sun (Montenbruck and Gill, Satellite Orbits, 2000, section 3.4).
[[nodiscard]] orbit::Vector3 sunlight_torque_n_m(const OutlineConfig& outline, double coefficient,
                                                 const orbit::Vector3& sun_body_m);

} // namespace urker::spacecraft
