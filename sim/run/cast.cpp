#include "run/cast.hpp"

#include "base/error.hpp"
#include "run/media.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace urker::run {
namespace {

std::string process_name(std::string_view section, std::string_view key) {
  return fmt::format("{}.{}", section, key);
}

/// The first centre, by key, that an organisation owns; of several the others have no part.
template <class Configs>
const GroundSite* first_owned(const std::vector<GroundSite>& sites, const Configs& configs,
                              const std::string& owner) {
  const auto found = std::find_if(sites.begin(), sites.end(), [&](const auto& site) {
    return configs.at(site.key).owner == owner;
  });
  return found == sites.end() ? nullptr : &*found;
}

} // namespace

Cast::Cast(const World& world) : world_(world) {
  const auto& s = world.scenario;
  const auto add = [this](std::string_view section, const auto& configs) {
    for (const auto& entry : configs) {
      names_.push_back(process_name(section, entry.first));
    }
  };
  add("operations", s.operations);
  add("processing", s.processing);
  add("readers", s.readers);
  for (const auto& satellite : world.satellites) {
    names_.push_back(process_name("satellites", satellite.name));
  }
  for (const auto& station : world.stations) {
    names_.push_back(process_name("stations", station.name));
  }
  std::sort(names_.begin(), names_.end());

  for (const auto& satellite : world.satellites) {
    satellites_.push_back(id("satellites", satellite.name));
  }
  for (const auto& station : world.stations) {
    stations_.push_back({id("stations", station.name), station.config->site.place()});
  }
  const auto place = [this](std::string_view section, const auto& configs, auto& sites) {
    for (const auto& [key, config] : configs) {
      sites.push_back({key, {id(section, key), config.site.place()}});
    }
  };
  place("operations", s.operations, operations_);
  place("processing", s.processing, processing_);
  place("readers", s.readers, readers_);
  set_roles();
  find_imagers();
}

void Cast::set_roles() {
  roles_.resize(names_.size());
  for (const auto& process : satellites_) {
    roles_[process] = {Stage::satellites,
                       static_cast<std::uint32_t>(&process - satellites_.data())};
  }
  for (const auto& station : stations_) {
    roles_[station.process] = {Stage::stations,
                               static_cast<std::uint32_t>(&station - stations_.data())};
  }
  const auto set = [this](Stage stage, const std::vector<GroundSite>& sites) {
    for (const auto& site : sites) {
      roles_[site.partner.process] = {stage, static_cast<std::uint32_t>(&site - sites.data())};
    }
  };
  set(Stage::planning, operations_);
  set(Stage::processing, processing_);
  set(Stage::readers, readers_);
}

void Cast::find_imagers() {
  for (std::uint32_t i = 0; i < world_.satellites.size(); ++i) {
    const auto& satellite = world_.satellites[i];
    if (!satellite.config->imager) {
      continue;
    }
    const auto& owner = satellite.config->owner;
    const auto* operations = first_owned(operations_, world_.scenario.operations, owner);
    const auto* processing = first_owned(processing_, world_.scenario.processing, owner);
    std::vector<std::uint32_t> stations;
    for (std::uint32_t k = 0; k < world_.stations.size(); ++k) {
      if (!media_between(*satellite.config, *world_.stations[k].config).empty()) {
        stations.push_back(k);
      }
    }
    if (operations == nullptr || processing == nullptr || stations.empty()) {
      notes_.push_back(fmt::format("satellites.{} takes no images: {}", satellite.name,
                                   stations.empty()        ? "no station receives what it sends"
                                   : operations == nullptr ? "its owner has no operations centre"
                                                           : "its owner has no processing centre"));
      continue;
    }
    imagers_.push_back({i, this->satellite(i), *operations, *processing, std::move(stations)});
  }
}

des::ProcessId Cast::id(std::string_view section, std::string_view key) const {
  const auto name = process_name(section, key);
  const auto found = std::lower_bound(names_.begin(), names_.end(), name);
  require(found != names_.end() && *found == name, "a process is not in the cast");
  return static_cast<des::ProcessId>(found - names_.begin());
}

std::vector<GroundSite> Cast::planners_of(const mission::CampaignConfig& campaign) const {
  std::vector<GroundSite> planners;
  for (const auto& site : operations_) {
    const auto& owner = world_.scenario.operations.at(site.key).owner;
    if (std::find(campaign.operators.begin(), campaign.operators.end(), owner) !=
        campaign.operators.end()) {
      planners.push_back(site);
    }
  }
  return planners;
}

const Imager* Cast::imager(std::uint32_t satellite) const {
  const auto found = std::lower_bound(
      imagers_.begin(), imagers_.end(), satellite,
      [](const Imager& imager, std::uint32_t index) { return imager.satellite < index; });
  return found != imagers_.end() && found->satellite == satellite ? &*found : nullptr;
}

const Imager* Cast::link_of(const access::StationContact& contact) const {
  const Imager* const found = imager(contact.satellite);
  return found != nullptr &&
                 std::binary_search(found->stations.begin(), found->stations.end(), contact.station)
             ? found
             : nullptr;
}

} // namespace urker::run
