#pragma once

#include "base/decibel.hpp"
#include "link/atmosphere/atmosphere_config.hpp"
#include "link/transponder/amplifier.hpp"
#include "link/transponder/interference.hpp"
#include "mission/services/service_config.hpp"
#include "mission/services/site_config.hpp"
#include "onboard/satellite_config.hpp"

#include <map>
#include <string>
#include <vector>

namespace urker::mission {

/// What services are made of; it must outlive what is made of it. Complete and checked.
struct ServiceSources {
  const std::map<std::string, onboard::SatelliteConfig>& satellites;
  const std::map<std::string, ServiceConfig>& services;
  const std::map<std::string, ServiceSiteConfig>& sites;
  link::AtmosphereEdition edition;
  link::GasAnnex gases = link::GasAnnex::annex_2;
};

/// The carrier of a service, as its transponder sends it.
struct ServiceCarrier {
  std::string service;
  std::string satellite;
  const ServiceConfig* config = nullptr;
  const spacecraft::TransponderConfig* transponder = nullptr;
  link::Band band;                 ///< on the way down, with the roll-off
  double uplink_hz = 0.0;          ///< its centre on the way up
  double power_share = 0.0;        ///< of the transponder
  link::BackOff back_off;          ///< of the transponder
  double peak_eirp_dbw = 0.0;      ///< at the peak of the beam
  double intermodulation_db = 0.0; ///< C/IM

  /// What its noise is counted in, and its power stands in.
  [[nodiscard]] link::Band noise_band() const {
    return {band.centre_hz, config->modulation.symbol_rate_hz};
  }
  /// Likewise on the way up.
  [[nodiscard]] link::Band uplink_noise_band() const {
    return {uplink_hz, config->modulation.symbol_rate_hz};
  }
  /// Flux at the satellite, from the peak of its beam, that drives the transponder as far as its
  /// back-off wants.
  [[nodiscard]] double driving_flux_dbw_m2() const {
    return transponder->saturation_flux_dbw_m2 - back_off.input_db + to_db(power_share);
  }
};

/// Of all services on one transponder, by name. Throws `Error{invalid_input}` as share_transponder
/// (link/transponder/carriers.hpp) does.
[[nodiscard]] std::vector<ServiceCarrier> carriers_on(const ServiceSources& sources,
                                                      const std::string& satellite,
                                                      const std::string& transponder);

/// Of all services, by name.
[[nodiscard]] std::map<std::string, ServiceCarrier> carriers_of(const ServiceSources& sources);

} // namespace urker::mission
