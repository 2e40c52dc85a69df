#pragma once

#include "base/fields.hpp"
#include "spacecraft/propulsion/strategy_config.hpp"
#include "spacecraft/propulsion/thruster_config.hpp"

#include <vector>

namespace urker::spacecraft {

/// A satellite's thruster, and what it is for.
struct PropulsionConfig {
  ThrusterConfig thruster;
  /// One after the other, but for those that avoid something, which come when they must.
  std::vector<StrategyConfig> strategies;
  double least_charge = 0.4; ///< expected state of charge below which no burn leads
};
void describe(FieldVisitor& v, PropulsionConfig& c);

} // namespace urker::spacecraft
