#pragma once

#include "scenario/diagnostics.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

namespace urker::scenario {

/// Whether the targets of a cell are few enough to be counted one by one.
void check_contents(const Loaded<Scenario>& loaded, Diagnostics& diagnostics);

} // namespace urker::scenario
