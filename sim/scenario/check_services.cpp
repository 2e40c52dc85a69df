#include "scenario/check_services.hpp"

#include "base/wording.hpp"
#include "link/atmosphere/facts.hpp"
#include "mission/services/service_carriers.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace urker::scenario {

namespace {

class Checker {
 public:
  Checker(const Loaded<Scenario>& loaded, Diagnostics& diagnostics)
      : scenario_(loaded.value), resolved_(loaded.origin.resolved), diagnostics_(diagnostics) {}

  void run() {
    if (scenario_.services.empty()) {
      return;
    }
    const auto edition = link::edition_of(scenario_.environment.propagation.model);
    if (!edition) {
      add("services", "services",
          "need the air of ITU-R P.618; expected environment.propagation.model p618_13 or p618_14");
      return;
    }
    std::set<std::pair<std::string, std::string>> transponders;
    for (const auto& [name, service] : scenario_.services) {
      if (has_transponder(name, service)) {
        transponders.emplace(service.satellite, service.transponder);
      }
      check_facts(service, *edition);
    }
    const mission::ServiceSources sources{scenario_.satellites, scenario_.services, scenario_.sites,
                                          *edition};
    for (const auto& [satellite, transponder] : transponders) {
      check_room(sources, satellite, transponder);
    }
  }

 private:
  /// At the key itself where it is given, else at `instead`.
  void add(const std::string& key_path, const std::string& instead, const std::string& message) {
    const Node* node = find_below(resolved_, key_path);
    diagnostics_.add((node != nullptr ? node : find_below(resolved_, instead))->mark, key_path,
                     message);
  }

  bool has_transponder(const std::string& name, const mission::ServiceConfig& service) {
    const std::string key_path = "services." + name;
    const auto& payload = scenario_.satellites.at(service.satellite).payload;
    if (!payload) {
      add(key_path + ".satellite", key_path,
          fmt::format("{} has no payload; expected a satellite with transponders",
                      in_quotes(service.satellite)));
      return false;
    }
    std::vector<std::string> names;
    for (const auto& entry : payload->transponders) {
      names.push_back(entry.first);
    }
    if (!payload->transponders.contains(service.transponder)) {
      const std::string near = did_you_mean(service.transponder, names);
      add(key_path + ".transponder", key_path,
          fmt::format("{} is no transponder of {}{}", in_quotes(service.transponder),
                      service.satellite, near.empty() ? "; expected " + one_of(names) : near));
      return false;
    }
    return true;
  }

  void check_facts(const mission::ServiceConfig& service, link::AtmosphereEdition edition) {
    for (const auto& entry : service.receivers) {
      for (const std::string& site : entry.second.sites) {
        check_site(site, edition);
      }
    }
    if (service.uplink) {
      check_site(service.uplink->site, edition);
    }
  }

  void check_site(const std::string& site, link::AtmosphereEdition edition) {
    if (!sites_.insert(site).second) {
      return;
    }
    const std::string missing =
        link::missing_weather_facts(scenario_.sites.at(site).atmosphere_facts(), edition);
    if (!missing.empty()) {
      add("sites." + site + ".atmosphere", "sites." + site,
          fmt::format("lacks facts for environment.propagation: {}", missing));
    }
  }

  void check_room(const mission::ServiceSources& sources, const std::string& satellite,
                  const std::string& transponder) {
    try {
      static_cast<void>(mission::carriers_on(sources, satellite, transponder));
    } catch (const Error& error) {
      const std::string key_path =
          fmt::format("satellites.{}.payload.transponders.{}", satellite, transponder);
      add(key_path, "services", error.what());
    }
  }

  const Scenario& scenario_;
  const Node& resolved_;
  Diagnostics& diagnostics_;
  std::set<std::string> sites_; ///< that were looked at
};

} // namespace

void check_services(const Loaded<Scenario>& loaded, Diagnostics& diagnostics) {
  Checker(loaded, diagnostics).run();
}

} // namespace urker::scenario
