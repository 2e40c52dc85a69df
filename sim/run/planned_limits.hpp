#pragma once

#include "mission/satellite_desk.hpp"
#include "run/cast.hpp"
#include "run/world.hpp"

namespace urker::run {

/// Sets what an operator believes of when and how an imager may turn and look: its agility or its
/// attitude's slews and apertures, and the burns and quiet times, each from when it was decided.
void limit_imaging(mission::PlannedSatellite& planned, const World& world, const Imager& imager);

} // namespace urker::run
