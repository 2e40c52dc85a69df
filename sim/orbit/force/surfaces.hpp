#pragma once

#include "base/fields.hpp"
#include "orbit/force/axis_config.hpp"
#include "orbit/trajectory.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// How the body's axes lie. `nadir`: z to the Earth's centre, y against the orbit normal, x
/// completing them (forward). `inertial`: the axes of GCRF.
enum class AttitudeLaw : std::uint8_t { nadir, inertial };

/// What a panel's direction means: its outward normal in body axes; nothing, as it always faces the
/// Sun; or the body axis about which it turns until it faces the Sun as well as it can.
enum class PanelMount : std::uint8_t { body, sun, hinge };

/// A flat surface. What is neither reflected as by a mirror nor scattered (Lambert) is absorbed.
struct PanelConfig {
  double area_m2 = 0.0;
  PanelMount mount = PanelMount::body;
  AxisConfig direction{0.0, 0.0, 1.0};
  bool two_sided = false; ///< a plate: both faces take light; of a box only the outer one does
  double specular = 0.0;
  double diffuse = 0.0;
};

/// A satellite of flat surfaces (a box has six panels), for sunlight and drag. Left out: shadows of
/// one surface on another, light reflected twice, and the heat that the surfaces give off.
struct SurfacesConfig {
  AttitudeLaw attitude = AttitudeLaw::nadir;
  std::vector<PanelConfig> panels;
};
void describe(FieldVisitor& v, PanelConfig& panel);
void describe(FieldVisitor& v, SurfacesConfig& surfaces);

/// Matrix from body axes to GCRF.
[[nodiscard]] Matrix3 body_to_gcrf(AttitudeLaw law, const State& gcrf);

/// Force of sunlight in full light, N, GCRF (multiply by the visible fraction): each lit panel
/// gives -p A cos(i) ((1 - s) e + 2 (s cos(i) + d/3) n) for the direction e of the Sun, its normal
/// n, and its specular and diffuse parts s, d (Montenbruck and Gill, Satellite Orbits, 2000,
/// section 3.4; Milani et al. 1987).
[[nodiscard]] Vector3 radiation_force_n(const SurfacesConfig& surfaces, const State& gcrf,
                                        const Vector3& sun_m);

/// Area that meets a stream from `direction` (GCRF, any length; drag: the velocity relative to the
/// air), m2. Sun-facing panels are plates here.
[[nodiscard]] double cross_section_m2(const SurfacesConfig& surfaces, const State& gcrf,
                                      const Vector3& sun_m, const Vector3& direction);

} // namespace urker::orbit

template <>
struct urker::EnumNames<urker::orbit::AttitudeLaw> {
  static constexpr std::array<std::string_view, 2> names{"nadir", "inertial"};
};
template <>
struct urker::EnumNames<urker::orbit::PanelMount> {
  static constexpr std::array<std::string_view, 3> names{"body", "sun", "hinge"};
};
