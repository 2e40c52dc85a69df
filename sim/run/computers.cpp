#include "run/computers.hpp"

#include <algorithm>
#include <cmath>

namespace urker::run {
namespace {

using compute::Pipeline;
using compute::StagePlace;

/// That of scenes that the satellite processes, and what it does to the others.
std::vector<Pipeline> onboard_pipelines(const World& world, std::uint32_t satellite) {
  const auto& config = *world.satellites[satellite].config;
  if (!config.pipeline || !config.computer) {
    return {};
  }
  const auto make = [&](bool processes) {
    return compute::make_pipeline(*config.pipeline, *config.computer, world.scenario.models,
                                  {StagePlace::onboard, processes}, config.tile_share);
  };
  return {make(true), make(false)};
}

bool processes_on_board(const World& world, std::uint32_t satellite) {
  const auto& config = *world.satellites[satellite].config;
  if (config.processing == onboard::Processing::onboard || config.onboard_from_priority) {
    return true;
  }
  const auto& campaigns = world.scenario.campaigns;
  return std::any_of(campaigns.begin(), campaigns.end(), [](const auto& entry) {
    return entry.second.processing == protocol::ProcessingPlace::onboard;
  });
}

} // namespace

std::unique_ptr<compute::Computer> onboard_computer(const World& world, std::uint32_t satellite) {
  auto pipelines = onboard_pipelines(world, satellite);
  if (pipelines.empty() || (!processes_on_board(world, satellite) && pipelines[1].stages.empty())) {
    return nullptr;
  }
  const auto& entry = world.satellites[satellite];
  const auto voted = entry.config->radiation ? spacecraft::voted_work(*entry.config->radiation)
                                             : spacecraft::VotedWork{};
  return std::make_unique<compute::Computer>(compute::ComputerSetup{
      "satellites", entry.name, *entry.config->computer, std::move(pipelines),
      static_cast<std::uint64_t>(world.scenario.seed), voted.time, voted.power});
}

spacecraft::ProcessingRule processing_rule(const World& world, std::uint32_t satellite) {
  const auto& config = *world.satellites[satellite].config;
  spacecraft::ProcessingRule rule;
  rule.onboard = config.processing == onboard::Processing::onboard;
  rule.onboard_from_priority = config.onboard_from_priority;
  for (const auto& [name, campaign] : world.scenario.campaigns) {
    rule.campaigns.emplace(name, campaign.processing);
  }
  return rule;
}

double kept_on_board(const World& world, std::uint32_t satellite) {
  const auto pipelines = onboard_pipelines(world, satellite);
  const bool onboard =
      world.satellites[satellite].config->processing == onboard::Processing::onboard;
  return pipelines.empty() ? 1.0 : compute::kept_volume(pipelines[onboard ? 0 : 1]);
}

void plan_uploads(mission::PlannedSatellite& planned, const World& world, const Imager& imager) {
  const auto& config = *world.satellites[imager.satellite].config;
  if (!config.pipeline || config.pipeline->updates.empty() || !config.computer) {
    return;
  }
  for (const auto& update : config.pipeline->updates) {
    const double bits = std::ceil(world.scenario.models.at(update.model).size_bit);
    planned.uploads.push_back(
        {world.epoch.at(update.at), {update.stage, update.model, static_cast<std::int64_t>(bits)}});
  }
  std::stable_sort(planned.uploads.begin(), planned.uploads.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  for (const auto k : imager.bookable) {
    planned.uplink_rate_bit_s.emplace(
        k, std::min(world.stations[k].config->uplink_rate_bit_s, config.uplink_rate_bit_s()));
  }
}

void add_ground_computer(const World& world, const Cast& cast, const GroundSite& centre,
                         ground::ProcessingSetup& setup) {
  compute::ComputerSetup made{
      "processing", centre.key, {}, {}, static_cast<std::uint64_t>(world.scenario.seed)};
  for (const auto& imager : cast.imagers()) {
    const auto& satellite = *world.satellites[imager.satellite].config;
    const auto& pipeline = satellite.pipeline;
    if (imager.processing.partner.process != centre.partner.process || !pipeline) {
      continue;
    }
    setup.expects_reports = setup.expects_reports || !pipeline->stages.empty();
    if (!setup.config.computer) {
      continue;
    }
    setup.pipelines.emplace(
        imager.satellite,
        ground::SatellitePipelines{made.pipelines.size(), made.pipelines.size() + 1});
    for (const bool processes : {false, true}) {
      made.pipelines.push_back(
          compute::make_pipeline(*pipeline, *setup.config.computer, world.scenario.models,
                                 {StagePlace::ground, processes}, satellite.tile_share));
    }
  }
  if (setup.config.computer) {
    made.config = *setup.config.computer;
    setup.computer = std::make_unique<compute::Computer>(std::move(made));
  }
}

} // namespace urker::run
