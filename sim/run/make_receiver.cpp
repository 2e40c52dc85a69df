#include "run/make_receiver.hpp"

#include "orbit/itrf_state.hpp"
#include "spacecraft/receiver/receiver_unit.hpp"

#include <set>
#include <utility>

namespace urker::run {

namespace {

void add_groups(const World& world, const std::string& name,
                const spacecraft::EmitterConfig& config,
                std::vector<spacecraft::EmitterGroup>& groups) {
  const auto& contents = world.scenario.environment.contents;
  const auto* targets = config.contents ? &contents.at(*config.contents) : nullptr;
  const double density_per_m2 = targets ? targets->density_per_m2 : *config.density_per_m2;
  std::set<std::int64_t> taken; // a cell may lie in several areas
  for (const auto& area_name : config.areas.empty() ? targets->areas : config.areas) {
    access::Area area = world.area(area_name);
    area.name = area_name;
    std::erase_if(area.cells, [&](std::int64_t cell) { return !taken.insert(cell).second; });
    groups.emplace_back(spacecraft::EmitterGroup::Facts{name, density_per_m2,
                                                        config.report_interval_s,
                                                        config.message_bits},
                        area, *world.grid);
  }
}

} // namespace

std::unique_ptr<spacecraft::Subsystem> make_receiver(const World& world, const Satellite& satellite,
                                                     std::uint32_t index) {
  const auto& config = *satellite.config;
  if (!config.receiver) {
    return nullptr;
  }
  spacecraft::ReceiverSetup setup;
  setup.identity = {index, satellite.name, config.owner};
  setup.config = *config.receiver;
  for (const auto& [name, emitters] : world.scenario.environment.emitters) {
    if (emitters.kind == setup.config.kind) {
      add_groups(world, name, emitters, setup.groups);
    }
  }
  setup.place = [trajectory = satellite.trajectory, earth = world.earth](Time t) {
    return orbit::itrf_state(*trajectory, *earth, t).r_m;
  };
  setup.orbit = satellite.service;
  setup.seed = static_cast<std::uint64_t>(world.scenario.seed);
  return std::make_unique<spacecraft::ReceiverUnit>(std::move(setup));
}

} // namespace urker::run
