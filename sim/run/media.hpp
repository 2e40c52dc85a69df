#pragma once

#include "ground/station_config.hpp"
#include "onboard/satellite_config.hpp"
#include "protocol/messages.hpp"

#include <vector>

namespace urker::run {

/// By what a satellite can send to a station: radio within the band of its antennas, light within
/// that of its telescopes.
[[nodiscard]] inline std::vector<protocol::LinkMedium>
media_between(const onboard::SatelliteConfig& satellite, const ground::StationConfig& station) {
  std::vector<protocol::LinkMedium> media;
  if (const auto& radio = satellite.radio;
      radio && station.antennas.reception.receives(radio->frequency_hz, radio->bandwidth_hz())) {
    media.push_back(protocol::LinkMedium::radio);
  }
  if (satellite.optical_terminal && station.optical_terminal &&
      station.optical_terminal->receives(*satellite.optical_terminal)) {
    media.push_back(protocol::LinkMedium::optical);
  }
  return media;
}

/// Whether a station hears a satellite's report radio.
[[nodiscard]] inline bool hears_reports(const ground::StationConfig& station,
                                        const onboard::SatelliteConfig& satellite) {
  const auto& radio = satellite.report_radio;
  return radio && station.report_antenna &&
         station.report_antenna->receives(radio->frequency_hz, radio->bandwidth_hz());
}

} // namespace urker::run
