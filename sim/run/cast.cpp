#include "run/cast.hpp"

#include "base/error.hpp"
#include "run/media.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

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

/// Over which stations a satellite may send.
Sender sender_of(const World& world, std::uint32_t index, des::ProcessId process) {
  const auto& satellite = *world.satellites[index].config;
  Sender sender{index, process, {}, {}, {}};
  for (std::uint32_t k = 0; k < world.stations.size(); ++k) {
    const auto& station = *world.stations[k].config;
    const bool books = !media_between(satellite, station).empty();
    const bool listens = hears_reports(station, satellite);
    if (books) {
      sender.bookable.push_back(k);
    }
    if (listens) {
      sender.listening.push_back(k);
    }
    if (books || listens) {
      sender.stations.push_back(k);
    }
  }
  return sender;
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
  find_crosslinks();
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
    Sender sender = sender_of(world_, i, this->satellite(i));
    if (operations == nullptr || processing == nullptr || sender.bookable.empty()) {
      notes_.push_back(fmt::format("satellites.{} takes no images: {}", satellite.name,
                                   sender.bookable.empty() ? "no station receives what it sends"
                                   : operations == nullptr ? "its owner has no operations centre"
                                                           : "its owner has no processing centre"));
      continue;
    }
    senders_.push_back(sender);
    imagers_.push_back({std::move(sender), *operations, *processing});
  }
}

void Cast::find_crosslinks() {
  std::map<std::pair<std::uint32_t, std::uint32_t>, CrosslinkPair> pairs;
  const auto index_of = [this](const std::string& name) -> std::optional<std::uint32_t> {
    const auto found = std::lower_bound(
        world_.satellites.begin(), world_.satellites.end(), name,
        [](const Satellite& satellite, const std::string& key) { return satellite.name < key; });
    if (found == world_.satellites.end() || found->name != name) {
      return std::nullopt; // not in service: the world has told it
    }
    const auto index = static_cast<std::uint32_t>(found - world_.satellites.begin());
    return admit_relay(index) ? std::optional(index) : std::nullopt;
  };
  for (const auto& [key, config] : world_.scenario.crosslinks) {
    const bool alike = config.partners.empty();
    for (const auto& one : config.satellites) {
      for (const auto& other : alike ? config.satellites : config.partners) {
        const auto a = index_of(one), b = index_of(other);
        if (!a || !b || *a == *b || (imager(*a) == nullptr && imager(*b) == nullptr)) {
          continue;
        }
        const bool in_order = *a < *b;
        CrosslinkPair pair{std::min(*a, *b), std::max(*a, *b), &config, !alike && !in_order,
                           !alike && in_order};
        pairs.try_emplace({pair.first, pair.second}, pair);
      }
    }
  }
  for (const auto& [key, pair] : pairs) {
    crosslinks_.push_back(pair);
  }
  std::erase_if(senders_, [this](const Sender& sender) { // nobody sends over it
    return imager(sender.satellite) == nullptr && partners_of(sender.satellite).empty();
  });
}

/// Whether it sends to the ground, now that it has crosslinks.
bool Cast::admit_relay(std::uint32_t index) {
  if (sender(index) != nullptr) {
    return true;
  }
  const auto& satellite = world_.satellites[index];
  Sender relay = sender_of(world_, index, this->satellite(index));
  if (satellite.config->imager || relay.listening.empty()) {
    const auto note = fmt::format("satellites.{} has no part in crosslinks: no station receives "
                                  "its report_radio",
                                  satellite.name);
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) {
      notes_.push_back(note);
    }
    return false;
  }
  relay.stations = relay.listening;
  relay.bookable.clear();
  senders_.insert(
      std::upper_bound(senders_.begin(), senders_.end(), relay,
                       [](const Sender& a, const Sender& b) { return a.satellite < b.satellite; }),
      std::move(relay));
  return true;
}

const Sender* Cast::sender(std::uint32_t satellite) const {
  const auto found = std::lower_bound(
      senders_.begin(), senders_.end(), satellite,
      [](const Sender& sender, std::uint32_t index) { return sender.satellite < index; });
  return found != senders_.end() && found->satellite == satellite ? &*found : nullptr;
}

std::vector<std::uint32_t> Cast::partners_of(std::uint32_t satellite) const {
  std::vector<std::uint32_t> partners;
  for (const auto& pair : crosslinks_) {
    if (pair.first == satellite || pair.second == satellite) {
      partners.push_back(pair.first == satellite ? pair.second : pair.first);
    }
  }
  std::sort(partners.begin(), partners.end());
  return partners;
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

const Sender* Cast::link_of(const access::StationContact& contact) const {
  const Sender* const found = sender(contact.satellite);
  return found != nullptr &&
                 std::binary_search(found->stations.begin(), found->stations.end(), contact.station)
             ? found
             : nullptr;
}

} // namespace urker::run
