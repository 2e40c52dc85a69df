#pragma once

#include "base/fields.hpp"
#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/force/gravity.hpp"
#include "orbit/force/surfaces.hpp"
#include "orbit/force/thrust.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// The Earth's static field: EGM2008 as shipped (to degree 70) or an ICGEM file.
struct GravityConfig {
  std::string file; ///< below the scenario's folder; empty: EGM2008
  std::int64_t degree = 20;
  std::optional<std::int64_t> order; ///< or the degree
  /// What the file holds, as `load_scenario` reads it.
  std::shared_ptr<const GravityField> field;
  friend bool operator==(const GravityConfig&, const GravityConfig&) = default;
};

/// Tides of the solid Earth (solid_tides.hpp), without or with its response to polar motion.
enum class TidesModel : std::uint8_t { none, solid, solid_and_pole };

/// What hides the Sun: nothing, the Earth as a sphere of 6378137 m, or as the ellipsoid WGS84.
enum class ShadowModel : std::uint8_t { none, sphere, ellipsoid };

/// A sphere in sunlight (solar_radiation.hpp). With surfaces their shapes and coefficients hold in
/// place of area and coefficient.
struct SolarRadiationConfig {
  double area_m2 = 1.0;
  double coefficient = 1.5;
  ShadowModel shadow = ShadowModel::sphere;
  bool moon_shadow = false;
};

/// A sphere in the air (drag.hpp). With surfaces their cross-section holds in place of the area.
struct DragConfig {
  double area_m2 = 1.0;
  double coefficient = 2.2;
  AtmosphereConfig atmosphere;
};

/// Which forces act on a numerically propagated orbit.
struct ForceModelConfig {
  GravityConfig gravity;
  bool sun = true;
  bool moon = true;
  TidesModel tides = TidesModel::solid_and_pole;
  bool relativity = false;
  std::optional<SolarRadiationConfig> solar_radiation;
  std::optional<DragConfig> drag;
  std::optional<SurfacesConfig> surfaces;
  std::vector<BurnConfig> burns;
};
void describe(FieldVisitor& v, GravityConfig& gravity);
void describe(FieldVisitor& v, SolarRadiationConfig& radiation);
void describe(FieldVisitor& v, DragConfig& drag);
void describe(FieldVisitor& v, ForceModelConfig& forces);

} // namespace urker::orbit

template <>
struct urker::EnumNames<urker::orbit::TidesModel> {
  static constexpr std::array<std::string_view, 3> names{"none", "solid", "solid_and_pole"};
};
template <>
struct urker::EnumNames<urker::orbit::ShadowModel> {
  static constexpr std::array<std::string_view, 3> names{"none", "sphere", "ellipsoid"};
};
