#pragma once

#include "scenario/diagnostics.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

namespace urker::scenario {

/// What the fields of computers and pipelines do not tell: that each stage finds a device that runs
/// it, wherever scenes are processed, and that the models fit the memories.
void check_processing(const Loaded<Scenario>& loaded, Diagnostics& diagnostics);

} // namespace urker::scenario
