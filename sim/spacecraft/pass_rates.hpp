#pragma once

#include "link/ground_antenna_config.hpp"
#include "link/radio_config.hpp"
#include "link/rate_profile.hpp"
#include "link/station_sky.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/surroundings.hpp"

#include <vector>

namespace urker::spacecraft {

/// The rates that a satellite's radio can hold to a station over a stretch of a pass, by the link
/// budget at each instant (link::rate_profile).
[[nodiscard]] std::vector<link::RateSegment>
pass_rates(const link::RadioConfig& radio, const orbit::Geodetic& station,
           const link::GroundAntennaConfig& antenna, link::StationSky sky,
           const Surroundings& surroundings, Time begin, Time end);

} // namespace urker::spacecraft
