#pragma once

#include "base/fields.hpp"
#include "link/antenna/pattern.hpp"
#include "link/antenna/polarisation_config.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace urker::link {

enum class AntennaType { parabolic, gaussian, uniform_aperture, patch, isoflux, helix, tabulated };

enum class AntennaPointing {
  nadir,   ///< the axis stays on the nadir, the frame's x axis on the direction of flight
  station, ///< the axis follows the station
};

/// A satellite's antenna: its pattern and where it points. Which keys a pattern takes depends on
/// its type.
struct AntennaConfig {
  AntennaType type = AntennaType::parabolic;
  std::optional<double> diameter_m;
  std::optional<double> gain_dbi; ///< on the axis
  std::optional<double> beamwidth_rad;
  std::optional<double> beamwidth_across_rad; ///< across the direction of flight
  std::optional<double> efficiency;
  std::optional<double> floor_dbi; ///< of side lobes and back
  std::optional<double> length_m;  ///< of a patch
  std::optional<double> width_m;
  std::optional<std::int64_t> turns; ///< of a helix
  std::optional<double> circumference_m;
  std::optional<double> spacing_m;  ///< of its turns
  std::optional<double> altitude_m; ///< of an isoflux antenna's orbit
  std::optional<double> edge_rad;   ///< nadir angle up to which the flux is even
  std::optional<double> roll_off_rad;
  std::vector<double> off_axis_rad; ///< of a table
  std::vector<double> around_rad;   ///< of a table; none: the same all around
  std::vector<double> gains_dbi;    ///< by the angles off the axis, at each by those around it

  AntennaPointing pointing = AntennaPointing::nadir;
  std::optional<double> steering_limit_rad; ///< off the nadir
  double pointing_error_rad = 0.0;
  std::optional<PolarisationConfig> polarisation;

  static constexpr double kApertureEfficiency = 0.6;
  static constexpr double kOtherEfficiency = 0.9;
  static constexpr double kFloor_dbi = -10.0;
};
void describe(FieldVisitor& v, AntennaConfig& c);

/// The pattern at a carrier. A beam of which only the gain is given is as wide as that of a dish of
/// that gain with an efficiency of 0.6.
[[nodiscard]] std::unique_ptr<const AntennaPattern> make_pattern(const AntennaConfig& antenna,
                                                                 double frequency_hz);

} // namespace urker::link

template <>
struct urker::EnumNames<urker::link::AntennaType> {
  static constexpr std::array<std::string_view, 7> names{
      "parabolic", "gaussian", "uniform_aperture", "patch", "isoflux", "helix", "tabulated"};
};

template <>
struct urker::EnumNames<urker::link::AntennaPointing> {
  static constexpr std::array<std::string_view, 2> names{"nadir", "station"};
};
