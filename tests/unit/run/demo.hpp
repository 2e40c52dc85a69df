#pragma once

#include "run/world.hpp"
#include "scenario/load.hpp"

#include <string>
#include <vector>

namespace urker::run {

/// The demo scenario with overrides.
inline scenario::Scenario demo(const std::vector<std::string>& sets = {}) {
  return scenario::load<scenario::Scenario>(URKER_SOURCE_DIR "/scenarios/first_light.yaml", sets)
      .value;
}

} // namespace urker::run
