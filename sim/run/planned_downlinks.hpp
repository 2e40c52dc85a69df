#pragma once

#include "link/ground_antenna_config.hpp"
#include "link/optical/optical_station_config.hpp"
#include "link/weather/cloud_gaps.hpp"
#include "mission/satellite_desk.hpp"
#include "run/cast.hpp"
#include "run/emitters.hpp"
#include "run/skies.hpp"
#include "run/world.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace urker::run {

/// A station's ends of links.
struct GroundEnd {
  orbit::Geodetic place;
  std::optional<link::OpticalStationConfig> telescope;
};

/// Of all stations of a world.
[[nodiscard]] std::shared_ptr<const std::vector<GroundEnd>> ground_ends(const World& world);

/// What planners reckon with; the skies only while functions are made of them.
struct PlannedSkies {
  std::shared_ptr<const std::vector<GroundEnd>> ends;
  Skies* skies;
  std::shared_ptr<const link::CloudGaps> clouds;
  Emitters emitters; ///< whose interference counts; null: nobody's
};

/// Sets what an operator believes of an imager's downlinks: by radio the rates in the weather that
/// planners reckon with, by light what the mean cloud cover leaves (expected_optical_bits).
void plan_downlinks(mission::PlannedSatellite& planned, const World& world, const Imager& imager,
                    const PlannedSkies& skies);

} // namespace urker::run
