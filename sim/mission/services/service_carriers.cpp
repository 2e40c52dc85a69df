#include "mission/services/service_carriers.hpp"

#include "base/decibel.hpp"
#include "link/transponder/carriers.hpp"

#include <set>
#include <utility>

namespace urker::mission {

std::vector<ServiceCarrier> carriers_on(const ServiceSources& sources, const std::string& satellite,
                                        const std::string& transponder) {
  const auto& payload = *sources.satellites.at(satellite).payload;
  const auto& config = payload.transponders.at(transponder);
  std::vector<ServiceCarrier> carriers;
  std::vector<link::CarrierWish> wishes;
  double all_hz = 0.0;
  for (const auto& [name, service] : sources.services) {
    if (service.satellite == satellite && service.transponder == transponder) {
      carriers.push_back({.service = name,
                          .satellite = satellite,
                          .config = &service,
                          .transponder = &config,
                          .band = {},
                          .back_off = {}});
      wishes.push_back(
          {name, service.modulation.bandwidth_hz(), service.centre_hz, service.power_share});
      all_hz += wishes.back().width_hz;
    }
  }
  const auto parts = link::share_transponder({config.downlink_hz, config.bandwidth_hz}, wishes);
  const link::BackOff back_off = config.back_off(carriers.size());
  for (std::size_t i = 0; i < carriers.size(); ++i) {
    ServiceCarrier& carrier = carriers[i];
    const double share = parts[i].power_share;
    carrier.band = {parts[i].centre_hz, wishes[i].width_hz};
    carrier.uplink_hz = config.uplink_hz + parts[i].centre_hz - config.downlink_hz;
    carrier.power_share = share;
    carrier.back_off = back_off;
    carrier.peak_eirp_dbw =
        payload.beams.at(config.beam).peak_eirp_dbw - back_off.output_db + to_db(share);
    // The products lie evenly over what all carriers occupy.
    carrier.intermodulation_db =
        back_off.carrier_to_intermodulation_db + to_db(share * all_hz / wishes[i].width_hz);
  }
  return carriers;
}

std::map<std::string, ServiceCarrier> carriers_of(const ServiceSources& sources) {
  std::set<std::pair<std::string, std::string>> transponders;
  for (const auto& entry : sources.services) {
    transponders.emplace(entry.second.satellite, entry.second.transponder);
  }
  std::map<std::string, ServiceCarrier> carriers;
  for (const auto& [satellite, transponder] : transponders) {
    for (ServiceCarrier& carrier : carriers_on(sources, satellite, transponder)) {
      const std::string name = carrier.service;
      carriers.emplace(name, std::move(carrier));
    }
  }
  return carriers;
}

} // namespace urker::mission
