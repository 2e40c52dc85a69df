#pragma once

#include "base/fields.hpp"
#include "base/service_time.hpp"
#include "link/optical/optical_terminal_config.hpp"
#include "link/radio_config.hpp"
#include "orbit/orbit_config.hpp"
#include "spacecraft/agility_config.hpp"
#include "spacecraft/attitude/attitude_config.hpp"
#include "spacecraft/faults/fault_config.hpp"
#include "spacecraft/imager_config.hpp"
#include "spacecraft/payload/transponder_config.hpp"
#include "spacecraft/power_config.hpp"
#include "spacecraft/propulsion/propulsion_config.hpp"
#include "spacecraft/radiation/radiation_config.hpp"
#include "spacecraft/receiver/receiver_config.hpp"
#include "spacecraft/storage_config.hpp"
#include "spacecraft/thermal/thermal_config.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compute/computer_config.hpp"
#include "compute/pipeline_config.hpp"
#include "compute/tile_share.hpp"

namespace urker::onboard {

/// Where images are screened and compressed: by the satellite, or by the centre on the ground,
/// which then receives them raw.
enum class Processing { onboard, ground };

/// A satellite: what it is made of. One without imager and radio (a communications satellite) has
/// a power budget only.
struct SatelliteConfig {
  std::string name;  ///< as shown; empty: the key
  std::string owner; ///< organisation
  std::int64_t norad_id = 0;
  ServiceTime in_service;
  orbit::OrbitConfig orbit;
  spacecraft::PowerConfig power;
  std::optional<spacecraft::ThermalConfig> thermal;
  spacecraft::AgilityConfig agility;
  std::optional<spacecraft::AttitudeConfig> attitude;
  std::optional<spacecraft::PropulsionConfig> propulsion;
  std::optional<spacecraft::ImagerConfig> imager;
  std::optional<spacecraft::StorageConfig> storage;
  std::optional<link::RadioConfig> radio;
  std::optional<link::RadioConfig> report_radio; ///< needs no booking
  std::optional<spacecraft::PayloadConfig> payload;
  std::optional<spacecraft::ReceiverConfig> receiver;
  std::optional<link::OpticalTerminalConfig> optical_terminal;
  /// Of the drag that turns it: its own, or that of the orbit; null: none turns it, or no air is
  /// known.
  [[nodiscard]] const orbit::AtmosphereConfig* air() const;

  /// At which it takes telecommands, of a satellite that sends data.
  [[nodiscard]] double uplink_rate_bit_s() const {
    return radio ? radio->uplink_rate_bit_s : optical_terminal->uplink_rate_bit_s;
  }
  std::optional<compute::ComputerConfig> computer;
  std::optional<compute::PipelineConfig> pipeline;
  std::optional<compute::TileShare> tile_share;
  Processing processing = Processing::onboard;
  std::optional<std::int64_t> onboard_from_priority;
  std::optional<spacecraft::RadiationConfig> radiation;
  /// The storage that check bits and copies leave for data.
  [[nodiscard]] std::optional<spacecraft::StorageConfig> storage_for_data() const;
  spacecraft::FaultConfigs faults;
};
void describe(FieldVisitor& v, SatelliteConfig& c);

} // namespace urker::onboard

template <>
struct urker::EnumNames<urker::onboard::Processing> {
  static constexpr std::array<std::string_view, 2> names{"onboard", "ground"};
};
