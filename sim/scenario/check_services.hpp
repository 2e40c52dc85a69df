#pragma once

#include "scenario/diagnostics.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

namespace urker::scenario {

/// What the services' own fields do not tell: that their transponders are there and have room for
/// all their carriers, and that the air model has the facts of their sites.
void check_services(const Loaded<Scenario>& loaded, Diagnostics& diagnostics);

} // namespace urker::scenario
