#pragma once

#include "base/fields.hpp"
#include "orbit/force/axis_config.hpp"
#include "spacecraft/attitude/disturbances.hpp"
#include "spacecraft/attitude/pointing.hpp"
#include "spacecraft/attitude/slew.hpp"

#include <map>
#include <optional>
#include <string>

namespace urker::spacecraft {

/// Which pointing holds while the satellite does what.
struct ModesConfig {
  PointingMode safe_mode = PointingMode::sun;
  PointingMode burn = PointingMode::velocity;
  PointingMode imaging = PointingMode::target;
  PointingMode downlink = PointingMode::station;
  PointingMode charging = PointingMode::sun; ///< whenever nothing else is asked for
};
void describe(FieldVisitor& v, ModesConfig& c);

/// Body axes that a pointing turns to what it points at.
struct BodyAxesConfig {
  orbit::AxisConfig boresight{0.0, 0.0, 1.0}; ///< to nadir, target, and the inertial direction
  orbit::AxisConfig antenna{0.0, 0.0, 1.0};   ///< to a station
  orbit::AxisConfig thrust{1.0, 0.0, 0.0};    ///< the way the thrust drives
  orbit::AxisConfig sun{0.0, 0.0, -1.0};      ///< to the Sun
};
void describe(FieldVisitor& v, BodyAxesConfig& c);

enum class ApertureKind : std::uint8_t { imager, star_tracker };

/// An opening that must not look at the Sun or the Earth.
struct ApertureConfig {
  ApertureKind kind = ApertureKind::imager;
  orbit::AxisConfig direction{0.0, 0.0, 1.0};
  double sun_exclusion_rad = 0.0;            ///< from the Sun's centre, while it is in sight
  std::optional<double> earth_exclusion_rad; ///< from the Earth's limb
};
void describe(FieldVisitor& v, ApertureConfig& c);

/// Reaction wheels as one store of momentum, and what disturbs it.
struct MomentumConfig {
  double capacity_n_m_s = 0.0;
  double unload_at = 0.8;         ///< part of the capacity at which unloading begins
  double unload_to = 0.2;         ///< at which it ends
  double unload_torque_n_m = 0.0; ///< of magnetorquers or thrusters, mean against the momentum
  double unload_power_w = 0.0;
  InertiaConfig inertia;
  std::optional<OutlineConfig> outline; ///< none: neither air nor sunlight turns it
  std::optional<DragTorqueConfig> drag;
  std::optional<SunlightTorqueConfig> sunlight;
  TorqueConfig torque; ///< any other
};
void describe(FieldVisitor& v, MomentumConfig& c);

struct AttitudeConfig {
  ModesConfig modes;
  SlewConfig slew;
  BodyAxesConfig axes;
  orbit::AxisConfig inertial{1.0, 0.0, 0.0}; ///< direction of the mode `inertial`
  double least_rest_s = 120.0;
  double power_w = 0.0;
  double slew_power_w = 0.0;
  std::map<std::string, ApertureConfig> apertures;
  std::optional<MomentumConfig> momentum;
};
void describe(FieldVisitor& v, AttitudeConfig& c);

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::ApertureKind> {
  static constexpr std::array<std::string_view, 2> names{"imager", "star_tracker"};
};
