#pragma once

#include "link/coding/rate_ladder.hpp"
#include "link/ground_antenna_config.hpp"
#include "link/radio_config.hpp"
#include "link/rate_profile.hpp"
#include "link/station_sky.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/surroundings.hpp"

#include <vector>

namespace urker::spacecraft {

/// A stretch of a pass between a satellite's radio and a station.
struct PassLink {
  const link::RadioConfig& radio;
  const link::RateLadder& ladder; ///< of that radio
  const orbit::Geodetic& station;
  const link::GroundAntennaConfig& antenna;
  const Surroundings& surroundings;
  Time begin, end;
};

/// The rates that hold by the link budget at each instant under one sky (link::rate_profile), once
/// the station's demodulator has locked.
[[nodiscard]] std::vector<link::RateSegment> pass_rates(const PassLink& link, link::StationSky sky);

/// The same of coding that is chosen ahead: by the sky that planners reckon with, and held under
/// the sky as it is.
[[nodiscard]] std::vector<link::RateSegment> flown_rates(const PassLink& link, link::StationSky sky,
                                                         link::StationSky planned_sky);

} // namespace urker::spacecraft
