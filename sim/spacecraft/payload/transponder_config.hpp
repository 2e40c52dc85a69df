#pragma once

#include "base/fields.hpp"
#include "link/transponder/amplifier.hpp"
#include "link/transponder/interference.hpp"
#include "spacecraft/payload/beam_config.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace urker::spacecraft {

enum class TransponderKind {
  transparent,  ///< what comes up goes down, amplified and moved in frequency
  regenerative, ///< detects and sends anew
};

struct TransponderConfig {
  TransponderKind kind = TransponderKind::transparent;
  std::string beam;                       ///< of the downlink
  std::optional<std::string> uplink_beam; ///< nothing: the same
  double downlink_hz = 0.0;               ///< centre
  double uplink_hz = 0.0;
  double bandwidth_hz = 0.0;
  link::WavePolarisation polarisation = link::WavePolarisation::horizontal; ///< of the downlink
  double saturation_flux_dbw_m2 = 0.0; ///< at the peak of the uplink beam
  std::optional<double> input_back_off_db;
  std::optional<double> output_back_off_db;
  std::optional<double> carrier_to_intermodulation_db;

  [[nodiscard]] const std::string& uplink_beam_name() const {
    return uplink_beam ? *uplink_beam : beam;
  }
  /// With that many carriers: as given, the rest by the models of link/transponder/amplifier.hpp.
  [[nodiscard]] link::BackOff back_off(std::size_t carriers) const;
};
void describe(FieldVisitor& v, TransponderConfig& c);

/// The payload of a communications satellite.
struct PayloadConfig {
  std::map<std::string, BeamConfig> beams;
  std::map<std::string, TransponderConfig> transponders;
};
void describe(FieldVisitor& v, PayloadConfig& c);

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::TransponderKind> {
  static constexpr std::array<std::string_view, 2> names{"transparent", "regenerative"};
};
