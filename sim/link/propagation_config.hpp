#pragma once

#include "base/fields.hpp"
#include "link/atmosphere/atmosphere_config.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace urker::link {

enum class AirModel {
  shell,   ///< a homogeneous shell with the antenna's own zenith attenuation, clear sky
  p618_13, ///< ITU-R P.618-13 with the station's own facts
  p618_14,
};

enum class WeatherModel {
  steady,  ///< what is exceeded for one share of the year, always
  in_time, ///< as the rain at the station comes and goes
};

/// Who is heard beside the satellite that a station listens to.
enum class InterferenceModel {
  none,
  all_in_view, ///< all satellites of the band that it could see, sending all the time
};

/// What radio links meet on their way.
struct PropagationConfig {
  AirModel model = AirModel::shell;
  std::optional<GasAnnex> gases; ///< Annex 2 unless given
  WeatherModel weather = WeatherModel::steady;
  std::optional<double> share;         ///< of the year in which steady weather is worse, 0..1
  std::optional<double> planned_share; ///< likewise of what planners reckon with
  InterferenceModel interference = InterferenceModel::none;

  [[nodiscard]] GasAnnex gas_annex() const { return gases.value_or(GasAnnex::annex_2); }
  static constexpr double kShare = 0.5;
  static constexpr double kPlannedShare = 0.05;
};
void describe(FieldVisitor& v, PropagationConfig& c);

/// The Recommendation's edition; none of the shell.
[[nodiscard]] std::optional<AtmosphereEdition> edition_of(AirModel model);

} // namespace urker::link

template <>
struct urker::EnumNames<urker::link::AirModel> {
  static constexpr std::array<std::string_view, 3> names{"shell", "p618_13", "p618_14"};
};

template <>
struct urker::EnumNames<urker::link::WeatherModel> {
  static constexpr std::array<std::string_view, 2> names{"steady", "in_time"};
};

template <>
struct urker::EnumNames<urker::link::InterferenceModel> {
  static constexpr std::array<std::string_view, 2> names{"none", "all_in_view"};
};

template <>
struct urker::EnumNames<urker::link::GasAnnex> {
  static constexpr std::array<std::string_view, 2> names{"annex_1", "annex_2"};
};
