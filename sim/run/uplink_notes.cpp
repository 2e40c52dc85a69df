#include "run/uplink_notes.hpp"

#include "run/service_planning.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace urker::run {
namespace {

bool tells_its_dish(const mission::ServiceConfig& service) {
  return service.uplink && service.uplink->dish && !service.receivers.empty();
}

/// Of an uplink, which all that receive it share.
std::vector<link::OffAxisCheck> checks_of(const mission::ServiceNetwork& network,
                                          const std::string& name,
                                          const mission::ServiceConfig& service) {
  for (const auto& [group, receivers] : service.receivers) {
    for (const auto& site : receivers.sites) {
      const mission::ServiceLink link = network.link(name, group, site);
      if (link.reaches()) {
        return link.path().off_axis;
      }
    }
  }
  return {};
}

} // namespace

std::vector<std::string> uplink_notes(const World& world) {
  const auto& services = world.scenario.services;
  std::vector<std::string> notes;
  if (std::none_of(services.begin(), services.end(),
                   [](const auto& service) { return tells_its_dish(service.second); })) {
    return notes;
  }
  const auto sources = service_sources(world.scenario);
  const auto network = service_network(world, sources, kStart);
  for (const auto& [name, service] : services) {
    if (!tells_its_dish(service)) {
      continue;
    }
    for (const link::OffAxisCheck& check : checks_of(network, name, service)) {
      if (check.margin_db() < 0.0) {
        notes.push_back(fmt::format(
            "services.{}: its uplink sends {:.1f} dBW in 40 kHz at {:.1f} deg off its axis, {:.1f} "
            "dB above the limit of {} (recalled)",
            name, check.eirp_dbw, check.off_axis_deg, -check.margin_db(), check.limit.source));
      }
    }
  }
  return notes;
}

} // namespace urker::run
