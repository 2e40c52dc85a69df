#include "run/emitters.hpp"

#include "spacecraft/pass_interference.hpp"

namespace urker::run {
namespace {

bool counts(const scenario::Scenario& scenario) {
  return scenario.environment.propagation.interference == link::InterferenceModel::all_in_view;
}

} // namespace

Emitters emitters_of(const World& world) {
  auto emitters = std::make_shared<std::vector<spacecraft::Emitter>>();
  for (const auto& satellite : world.satellites) {
    if (satellite.config->radio) {
      emitters->push_back({satellite.name, link::Transmitter(*satellite.config->radio),
                           satellite.trajectory, satellite.service});
    }
  }
  return emitters;
}

Emitters heard_emitters(const World& world) {
  return counts(world.scenario) ? emitters_of(world) : nullptr;
}

std::optional<spacecraft::Neighbours> neighbours_of(const World& world, const Emitters& emitters,
                                                    const std::string& satellite) {
  if (!emitters) {
    return std::nullopt;
  }
  return spacecraft::Neighbours{emitters, world.earth, satellite};
}

void declare_interference_tables(const scenario::Scenario& scenario, RowSink& rows) {
  if (counts(scenario)) {
    rows.declare<spacecraft::LinkInterferenceRow>();
  }
}

} // namespace urker::run
