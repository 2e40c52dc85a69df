#include "run/service_report.hpp"

#include "base/error.hpp"
#include "link/atmosphere/normal.hpp"
#include "run/link_search.hpp"
#include "run/named.hpp"
#include "run/service_planning.hpp"
#include "run/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::run {
namespace {

/// All that the links need, in one place that does not move.
struct Kept {
  explicit Kept(const scenario::Scenario& source)
      : scenario(source), world(scenario), sources(service_sources(scenario)) {}
  scenario::Scenario scenario;
  World world;
  mission::ServiceSources sources;
  std::optional<mission::ServiceNetwork> network;
};

/// What has no part in it costs searches that nobody reads.
scenario::Scenario with_services_only(const scenario::Scenario& source) {
  scenario::Scenario services = source;
  services.stations.clear();
  services.areas.clear();
  std::erase_if(services.satellites, [&](const auto& satellite) {
    return std::none_of(source.services.begin(), source.services.end(), [&](const auto& service) {
      return service.second.satellite == satellite.first;
    });
  });
  return services;
}

} // namespace

bool is_service_link(const scenario::Scenario& scenario, const std::string& from,
                     const std::string& to) {
  if (scenario.stations.contains(to)) {
    return false;
  }
  const auto satellite = scenario.satellites.find(from);
  return scenario.sites.contains(to) ||
         (satellite != scenario.satellites.end() && satellite->second.payload);
}

ServiceReport report_services(const scenario::Scenario& source, const ServiceRequest& request) {
  check_name("--from", "satellite", request.from, source.satellites);
  if (source.services.empty()) {
    throw Error(Cause::invalid_input, "the scenario has no services");
  }
  check_name("--to", "site", request.to, source.sites);
  const auto kept = std::make_shared<Kept>(with_services_only(source));
  const Time t = request.at ? instant_in(kept->world, *request.at) : kStart;
  kept->network.emplace(service_network(kept->world, kept->sources, t));
  const double state = request.exceeded ? link::normal_quantile(1.0 - *request.exceeded) : 0.0;
  ServiceReport report;
  report.scenario = source.title.empty() ? source.name : source.title;
  report.time_utc = kept->world.epoch.utc_text(t);
  report.weather = fmt::format(
      "ITU-R {}, exceeded for {:.4g} % of the year",
      kept->sources.edition == link::AtmosphereEdition::p618_13 ? "P.618-13" : "P.618-14",
      100.0 * request.exceeded.value_or(0.5));
  for (const auto& [name, service] : kept->scenario.services) {
    for (const auto& [group, receivers] : service.receivers) {
      const auto& sites = receivers.sites;
      if (service.satellite == request.from &&
          std::find(sites.begin(), sites.end(), request.to) != sites.end()) {
        mission::ServiceLink link = kept->network->link(name, group, request.to);
        ServiceReception reception{
            mission::row_of(link, group, request.to, kept->scenario.sites.at(request.to)), link,
            std::nullopt};
        if (link.reaches()) {
          reception.budget = link.budget({.uplink = state, .site = state});
        }
        report.receptions.push_back(std::move(reception));
      }
    }
  }
  if (report.receptions.empty()) {
    throw Error(Cause::invalid_input,
                fmt::format("satellites.{} has no service at sites.{}", request.from, request.to));
  }
  report.notes = kept->world.notes;
  report.kept = kept;
  return report;
}

} // namespace urker::run
