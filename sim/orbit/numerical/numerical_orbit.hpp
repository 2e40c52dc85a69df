#pragma once

#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/sun_moon.hpp"
#include "orbit/force/force_model_config.hpp"
#include "orbit/force/gravity.hpp"
#include "orbit/numerical/tide_table.hpp"
#include "orbit/trajectory.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace urker::orbit {

/// What a force may depend on. GCRF, metres, relative to the Earth's centre.
struct ForcePoint {
  Time t;
  Vector3 r_m, v_m_s;
  double mass_kg;
  Matrix3 to_itrf;
  Vector3 sun_m, moon_m; ///< zero unless the orbit asks for them
};

/// Which axes the gravity field is fixed to; `gcrf` is for comparison with theories.
enum class GravityAxes { itrf, gcrf };

/// Sunlight (force/solar_radiation.hpp, force/shadow.hpp) on a sphere, or on the orbit's surfaces.
struct RadiationPressure {
  double coefficient = 0.0;
  double area_m2 = 0.0;
  ShadowModel shadow = ShadowModel::sphere;
  bool moon_shadow = false;
};

/// Drag (force/drag.hpp) on a sphere, or on the orbit's surfaces, by a model of the air. Local
/// solar time is counted in GCRF; the air turns about the axis of ITRF, which errs by 2e-7 of the
/// drag. Orbits that share the object of their air are computed eight at a time.
struct AtmosphericDrag {
  std::shared_ptr<const Atmosphere> air; ///< or none: no drag
  double coefficient = 0.0;
  double area_m2 = 0.0;
};

/// The start of an orbit and the forces on it.
struct NumericalOrbit {
  std::string name; ///< leads the messages about it
  Time epoch;
  State state; ///< GCRF
  double mass_kg = 1.0;

  double mu_m3_s2 = 3.986004415e14;            ///< central term
  std::shared_ptr<const GravityModel> gravity; ///< or none: the central term alone
  std::shared_ptr<const TideTable> tides;      ///< of the solid Earth, or none
  GravityAxes axes = GravityAxes::itrf;
  bool sun = false, moon = false; ///< their attraction, as points
  bool relativity = false;        ///< Schwarzschild's term
  std::optional<RadiationPressure> radiation;
  AtmosphericDrag drag;
  /// In place of the spheres, or none. A surface that turns into or out of the light or the air
  /// bends the force; the step control deals with that.
  std::shared_ptr<const SurfacesConfig> surfaces;
  std::vector<Burn> burns; ///< in the order of time, not overlapping

  /// Local error of a step that is accepted; the velocity's is a thousandth a second. In LEO under
  /// 70x70 this one adds up to half a centimetre a day, ten times as much to six.
  double tolerance_m = 1e-7;
  Duration first_step = std::chrono::seconds(10); ///< that is tried
};

} // namespace urker::orbit
