#include "orbit/numerical/integrator.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

namespace urker::orbit {

namespace {

/// What an integration needs beside the orbits.
struct Setting {
  const Epoch& epoch;
  const Earth& earth;
  const SunMoon& bodies;
};

/// Integrates those orbits that the course leads from their epochs to `end`.
PropagationCost integrate(std::span<const NumericalOrbit> orbits,
                          std::span<const std::shared_ptr<NumericalTrajectory>> trajectories,
                          const Setting& setting, Course course, Time end) {
  std::vector<NumericalOrbit> chosen;
  std::vector<std::shared_ptr<NumericalTrajectory>> theirs;
  for (std::size_t i = 0; i < orbits.size(); ++i) {
    if (course == Course::forward ? orbits[i].epoch < end : end < orbits[i].epoch) {
      chosen.push_back(orbits[i]);
      theirs.push_back(trajectories[i]);
    }
  }
  PropagationCost cost;
  for (std::size_t first = 0; first < chosen.size(); first += kBlock) {
    const std::size_t count = std::min<std::size_t>(kBlock, chosen.size() - first);
    const std::span block_orbits(&chosen[first], count);
    const std::span block_trajectories(&theirs[first], count);
    BlockIntegrator block(block_orbits, block_trajectories, setting.epoch, setting.earth,
                          setting.bodies, course, end);
    block.run();
    cost.evaluations += block.cost().evaluations;
    cost.steps += block.cost().steps;
    cost.rejected += block.cost().rejected;
  }
  return cost;
}

} // namespace

std::vector<std::shared_ptr<const NumericalTrajectory>>
propagate(std::span<const NumericalOrbit> orbits, const Epoch& epoch, const Earth& earth,
          const SunMoon& bodies, Time begin, Time end, PropagationCost* cost) {
  std::vector<std::shared_ptr<NumericalTrajectory>> trajectories;
  for (const NumericalOrbit& orbit : orbits) {
    trajectories.push_back(std::make_shared<NumericalTrajectory>(orbit, epoch));
  }
  const Setting setting{epoch, earth, bodies};
  const PropagationCost back = integrate(orbits, trajectories, setting, Course::backward, begin);
  for (const auto& trajectory : trajectories) {
    trajectory->turn_round();
  }
  const PropagationCost ahead = integrate(orbits, trajectories, setting, Course::forward, end);
  if (cost != nullptr) {
    cost->evaluations += back.evaluations + ahead.evaluations;
    cost->steps += back.steps + ahead.steps;
    cost->rejected += back.rejected + ahead.rejected;
  }
  return {trajectories.begin(), trajectories.end()};
}

} // namespace urker::orbit
