#pragma once

#include "ground/processing_process.hpp"
#include "mission/satellite_desk.hpp"
#include "run/cast.hpp"
#include "run/world.hpp"
#include "spacecraft/satellite_process.hpp"

#include <cstdint>
#include <memory>

#include "compute/computer.hpp"

namespace urker::run {

/// The computer of an imaging satellite; null if it has nothing to do.
[[nodiscard]] std::unique_ptr<compute::Computer> onboard_computer(const World& world,
                                                                  std::uint32_t satellite);

/// Which scenes an imaging satellite processes.
[[nodiscard]] spacecraft::ProcessingRule processing_rule(const World& world,
                                                         std::uint32_t satellite);

/// Part of the volume of its scenes that is left to store and send, as planners reckon: if nothing
/// is discarded, and all is processed where the satellite does it unless told otherwise.
[[nodiscard]] double kept_on_board(const World& world, std::uint32_t satellite);

/// Models that are to be sent up, and how fast they go.
void plan_uploads(mission::PlannedSatellite& planned, const World& world, const Imager& imager);

/// Gives a centre its computer, if it has one, with the pipelines of the imagers that send to it.
void add_ground_computer(const World& world, const Cast& cast, const GroundSite& centre,
                         ground::ProcessingSetup& setup);

} // namespace urker::run
