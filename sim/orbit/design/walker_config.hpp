#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "orbit/design/orbit_design.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// How the satellites of a pattern move; `numerical` from osculating elements.
enum class WalkerModel { j2_secular, keplerian, numerical };

/// A Walker pattern as a scenario states it. The elements refer to GCRF; of `j2_secular` they are
/// mean, of the others osculating.
struct WalkerConfig {
  WalkerPattern pattern;
  std::optional<double> altitude_m; ///< above the equatorial radius; one of both
  std::optional<double> semi_major_axis_m;
  double inclination_rad = 0.0;
  double raan_rad = 0.0;                 ///< of the first plane
  double argument_of_latitude_rad = 0.0; ///< of the first satellite
  std::optional<CalendarTime> epoch;
  WalkerModel model = WalkerModel::j2_secular;
};
void describe(FieldVisitor& v, WalkerConfig& c);

/// The satellites, plane by plane. Throws as `walker_elements` of orbit_design.hpp does.
[[nodiscard]] std::vector<KeplerianElements> walker_elements(const WalkerConfig& c);

} // namespace urker::orbit

template <>
struct urker::EnumNames<urker::orbit::WalkerKind> {
  static constexpr std::array<std::string_view, 2> names{"delta", "star"};
};

template <>
struct urker::EnumNames<urker::orbit::WalkerModel> {
  static constexpr std::array<std::string_view, 3> names{"j2_secular", "keplerian", "numerical"};
};
