#include "run/process_factory.hpp"

#include "base/error.hpp"
#include "ground/processing_process.hpp"
#include "ground/station_process.hpp"
#include "mission/planner_process.hpp"
#include "mission/reader_process.hpp"
#include "run/computers.hpp"
#include "run/make_faults.hpp"
#include "run/make_receiver.hpp"
#include "run/media.hpp"
#include "run/planned_limits.hpp"
#include "spacecraft/propulsion/propulsion_unit.hpp"
#include "spacecraft/satellite_process.hpp"

#include <algorithm>

namespace urker::run {
namespace {

std::shared_ptr<const spacecraft::ContentField>
make_contents(const World& world, std::shared_ptr<const link::CloudField> clouds) {
  std::vector<spacecraft::ContentSource> sources;
  for (const auto& [name, config] : world.scenario.environment.contents) {
    auto& source = sources.emplace_back(spacecraft::ContentSource{name, config, {}});
    for (const auto& area : config.areas) {
      const auto& cells = world.area(area).cells;
      source.cells.insert(source.cells.end(), cells.begin(), cells.end());
    }
    std::sort(source.cells.begin(), source.cells.end()); // a cell may lie in several areas
  }
  if (sources.empty()) {
    return nullptr;
  }
  return std::make_shared<spacecraft::ContentField>(
      std::move(sources), world.grid, std::move(clouds),
      static_cast<std::uint64_t>(world.scenario.seed), world.scenario.start);
}

} // namespace

ProcessFactory::ProcessFactory(const World& world, const Cast& cast, Duration outlook_reach)
    : world_(world), cast_(cast), outlook_reach_(outlook_reach),
      clouds_(std::make_shared<link::CloudField>(world.scenario.environment.clouds,
                                                 static_cast<std::uint64_t>(world.scenario.seed),
                                                 world.scenario.start)),
      cloud_gaps_(std::make_shared<link::CloudGaps>(
          clouds_, static_cast<std::uint64_t>(world.scenario.seed))),
      contents_(make_contents(world, clouds_)),
      rules_(std::make_shared<mission::SharingRules>(world.scenario.agreements, world.epoch)),
      ends_(ground_ends(world)), skies_(std::make_unique<Skies>(world)),
      emitters_(heard_emitters(world)) {}

std::unique_ptr<des::Process> ProcessFactory::make(des::ProcessId id) const {
  const auto [stage, index] = cast_.role(id);
  switch (stage) {
  case Stage::satellites:
    return make_satellite(index);
  case Stage::stations:
    return make_station(index);
  case Stage::processing:
    return make_processing(cast_.processing()[index]);
  case Stage::readers:
    return make_reader(cast_.readers()[index]);
  case Stage::planning:
    return make_operations(cast_.operations()[index]);
  }
  require(false, "a process of no stage");
  return nullptr;
}

std::unique_ptr<des::Process> ProcessFactory::make_satellite(std::uint32_t index) const {
  const auto& satellite = world_.satellites[index];
  const auto& config = *satellite.config;
  spacecraft::SatelliteSetup setup;
  setup.identity = {index, satellite.name, config.owner};
  setup.power = config.power;
  setup.thermal = config.thermal;
  setup.agility = config.agility;
  setup.attitude = config.attitude;
  std::shared_ptr<const orbit::Atmosphere> air;
  if (const auto* model = config.air()) {
    air = orbit::make_atmosphere(*model, world_.epoch, *world_.earth);
  }
  const bool ends = config.orbit.numerical || config.orbit.oem;
  setup.heavens = std::make_shared<spacecraft::OrbitalHeavens>(
      satellite.trajectory, world_.earth, std::move(air), ends ? world_.end : kNever);
  // What fails does so before the others act at that instant.
  if (auto faults = make_faults(world_, satellite)) {
    setup.subsystems.push_back(std::move(faults));
  }
  if (satellite.flight) {
    setup.subsystems.push_back(std::make_unique<spacecraft::PropulsionUnit>(
        satellite.name, config.propulsion->thruster, satellite.flight,
        [trajectory = satellite.integrated](Time t) { return trajectory->mass_kg(t); }));
  }
  if (auto receiver = make_receiver(world_, satellite, index)) {
    setup.subsystems.push_back(std::move(receiver));
  }
  const auto* imager = cast_.imager(index);
  if (imager == nullptr) {
    setup.surroundings =
        std::make_shared<spacecraft::OrbitalSurroundings>(satellite.trajectory, world_.earth);
    if (cast_.sender(index) != nullptr) {
      setup.storage = config.storage;
      add_report_links(setup, index);
    }
    return std::make_unique<spacecraft::SatelliteProcess>(std::move(setup));
  }
  add_imager(setup, *imager);
  return std::make_unique<spacecraft::SatelliteProcess>(std::move(setup));
}

void ProcessFactory::add_imager(spacecraft::SatelliteSetup& setup, const Imager& imager) const {
  const auto& satellite = world_.satellites[imager.satellite];
  const auto& config = *satellite.config;
  setup.imager = config.imager;
  setup.storage = config.storage_for_data();
  setup.radio = config.radio;
  setup.optical_terminal = config.optical_terminal;
  setup.neighbours = neighbours_of(world_, emitters_, satellite.name);
  setup.surroundings = std::make_shared<spacecraft::OrbitalSurroundings>(
      satellite.trajectory, world_.earth, *config.imager, world_.grid, clouds_, contents_,
      config.tile_share.value_or(compute::TileShare{}));
  for (const auto k : imager.bookable) {
    const auto partner = cast_.station(k);
    const auto& station = world_.stations[k];
    spacecraft::StationLink link{k,       station.name, partner.process, partner.place,
                                 nullptr, nullptr,      nullptr,         std::nullopt};
    for (const auto medium : media_between(config, *station.config)) {
      if (medium == protocol::LinkMedium::radio) {
        link.receiver = skies_->receiver(k, config.radio->frequency_hz);
        link.sky = skies_->flown(k, config.radio->frequency_hz);
        link.planned_sky = skies_->planned(k, config.radio->frequency_hz);
      } else {
        link.telescope = {*station.config->optical_terminal, cloud_gaps_};
      }
    }
    setup.stations.push_back(std::move(link));
  }
  add_report_links(setup, imager.satellite);
  setup.processor = onboard_computer(world_, imager.satellite);
  setup.processing = processing_rule(world_, imager.satellite);
}

void ProcessFactory::add_report_links(spacecraft::SatelliteSetup& setup,
                                      std::uint32_t index) const {
  const auto& radio = world_.satellites[index].config->report_radio;
  setup.report_radio = radio;
  for (const auto k : cast_.sender(index)->listening) {
    const auto partner = cast_.station(k);
    constexpr auto kReport = Skies::Antenna::report;
    setup.listening.push_back({k, world_.stations[k].name, partner.process, partner.place,
                               skies_->receiver(k, radio->frequency_hz, kReport),
                               skies_->flown(k, radio->frequency_hz, kReport),
                               skies_->planned(k, radio->frequency_hz, kReport), std::nullopt});
  }
  for (const auto& pair : cast_.crosslinks()) {
    if (pair.first != index && pair.second != index) {
      continue;
    }
    const bool is_first = pair.first == index;
    const std::uint32_t other = is_first ? pair.second : pair.first;
    const auto& [self, partner] = std::tie(world_.satellites[index], world_.satellites[other]);
    setup.crosslinks.push_back(
        {other,
         partner.name,
         cast_.satellite(other),
         {pair.config->radio, pair.config->optical_terminal},
         spacecraft::make_crosslink(*pair.config,
                                    {self.trajectory, partner.trajectory, world_.earth,
                                     is_first ? pair.first_is_partner : pair.second_is_partner}),
         cast_.imager(other) != nullptr});
  }
}

std::unique_ptr<des::Process> ProcessFactory::make_station(std::uint32_t index) const {
  const auto& station = world_.stations[index];
  ground::StationSetup setup;
  setup.name = station.name;
  setup.index = index;
  setup.config = *station.config;
  setup.end = world_.end;
  setup.outlook_reach = outlook_reach_;
  setup.fibre = world_.scenario.fibre;
  for (const auto& sender : cast_.senders()) {
    if (std::binary_search(sender.stations.begin(), sender.stations.end(), index)) {
      setup.satellites.emplace(sender.satellite, station_satellite(sender, index));
    }
  }
  for (const auto& centre : cast_.operations()) {
    setup.planners.push_back(centre.partner);
  }
  setup.guest_priority = [rules = rules_, name = station.name,
                          owner = station.config->owner](const std::string& organisation, Time t) {
    return rules->guest_priority(name, owner, organisation, t);
  };
  return std::make_unique<ground::StationProcess>(std::move(setup));
}

ground::StationSatellite ProcessFactory::station_satellite(const Sender& sender,
                                                           std::uint32_t station) const {
  const auto& satellite = world_.satellites[sender.satellite];
  const auto& at = *world_.stations[station].config;
  ground::StationSatellite entry;
  entry.process = sender.process;
  entry.name = satellite.name;
  for (const auto partner : cast_.partners_of(sender.satellite)) {
    if (const Imager* const imager = cast_.imager(partner)) {
      entry.relayed.emplace(partner, imager->processing.partner);
    }
  }
  if (const Imager* const imager = cast_.imager(sender.satellite)) {
    entry.uplink_rate_bit_s = std::min(at.uplink_rate_bit_s, satellite.config->uplink_rate_bit_s());
    entry.centre = imager->processing.partner;
  } else {
    entry.centre = entry.relayed.begin()->second; // it has no data of its own
  }
  entry.unbooked = std::binary_search(sender.listening.begin(), sender.listening.end(), station);
  entry.range_m = ground::range_function(satellite.trajectory, world_.earth, at.site.place());
  entry.look = ground::look_function(satellite.trajectory, world_.earth, at.site.place());
  return entry;
}

std::unique_ptr<des::Process> ProcessFactory::make_operations(const GroundSite& site) const {
  const auto& s = world_.scenario;
  mission::PlannerSetup setup;
  setup.name = site.key;
  setup.config = s.operations.at(site.key);
  setup.fibre = s.fibre;
  setup.end = world_.end;
  setup.earth = world_.earth;
  setup.grid = world_.grid;
  setup.rules = rules_;
  for (const auto& imager : cast_.imagers()) {
    if (imager.operations.partner.process == site.partner.process) {
      setup.satellites.push_back(planned_satellite(imager));
    }
  }
  for (std::uint32_t k = 0; k < world_.stations.size(); ++k) {
    const auto& station = world_.stations[k];
    setup.stations.emplace(
        k, mission::PlannerStation{cast_.station(k), station.name, station.config->owner});
  }
  for (const auto& [name, campaign] : s.campaigns) {
    if (std::find(campaign.operators.begin(), campaign.operators.end(), setup.config.owner) !=
        campaign.operators.end()) {
      setup.campaigns.emplace(name, mission::PlannerCampaign{campaign, world_.area(campaign.area)});
    }
  }
  return std::make_unique<mission::PlannerProcess>(std::move(setup));
}

mission::PlannedSatellite ProcessFactory::planned_satellite(const Imager& imager) const {
  const auto& satellite = world_.satellites[imager.satellite];
  const auto& config = *satellite.config;
  mission::PlannedSatellite planned;
  planned.index = imager.satellite;
  planned.name = satellite.name;
  planned.trajectory = satellite.trajectory;
  planned.service = satellite.service;
  planned.imager = *config.imager;
  limit_imaging(planned, world_, imager);
  planned.storage_bits = config.storage_for_data()->capacity_bit;
  planned.kept = kept_on_board(world_, imager.satellite);
  plan_uploads(planned, world_, imager);
  plan_downlinks(planned, world_, imager, {ends_, skies_.get(), cloud_gaps_, emitters_});
  return planned;
}

std::unique_ptr<des::Process> ProcessFactory::make_processing(const GroundSite& site) const {
  ground::ProcessingSetup setup;
  setup.name = site.key;
  setup.config = world_.scenario.processing.at(site.key);
  setup.fibre = world_.scenario.fibre;
  setup.seed = static_cast<std::uint64_t>(world_.scenario.seed);
  setup.end = world_.end;
  for (const auto& reader : cast_.readers()) {
    setup.readers[world_.scenario.readers.at(reader.key).owner].push_back(reader.partner);
  }
  for (const auto& imager : cast_.imagers()) {
    if (imager.processing.partner.process == site.partner.process) {
      setup.planners.emplace(imager.satellite, imager.operations.partner);
      setup.expects_reports =
          setup.expects_reports || world_.satellites[imager.satellite].config->receiver.has_value();
    }
  }
  setup.agreements = std::make_unique<mission::ReleasePolicy>(rules_, world_.epoch);
  add_ground_computer(world_, cast_, site, setup);
  return std::make_unique<ground::ProcessingProcess>(std::move(setup));
}

std::unique_ptr<des::Process> ProcessFactory::make_reader(const GroundSite& site) const {
  mission::ReaderSetup setup;
  setup.name = site.key;
  setup.config = world_.scenario.readers.at(site.key);
  setup.fibre = world_.scenario.fibre;
  for (const auto& [name, campaign] : world_.scenario.campaigns) {
    if (campaign.requester != setup.config.owner) {
      continue;
    }
    auto& planners = setup.requests[name];
    for (const auto& planner : cast_.planners_of(campaign)) {
      planners.push_back(planner.partner);
    }
  }
  return std::make_unique<mission::ReaderProcess>(std::move(setup));
}

} // namespace urker::run
