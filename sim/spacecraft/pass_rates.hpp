#pragma once

#include "link/budget/receiver.hpp"
#include "link/budget/transmitter.hpp"
#include "link/coding/rate_ladder.hpp"
#include "link/rate_profile.hpp"
#include "link/station_sky.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/surroundings.hpp"

#include <vector>

namespace urker::spacecraft {

/// A stretch of a pass between a satellite's radio and a station.
struct PassLink {
  const link::Transmitter& transmitter;
  const link::RateLadder& ladder; ///< of that radio
  const orbit::Geodetic& station;
  const link::Receiver& receiver;
  const Surroundings& surroundings;
  Time begin, end;
};

/// What a stretch of a pass can carry.
struct PassRates {
  std::vector<link::RateSegment> segments;
  std::vector<link::Gap> gaps; ///< by begin; disjoint from the segments and from each other
};

/// The rates that hold by the link budget at each instant under one sky (link::rate_profile), once
/// the station's demodulator has locked: where the antenna can follow, away from the geostationary
/// arc. Sun and Moon count where they come into the beam.
[[nodiscard]] PassRates pass_rates(const PassLink& link, link::StationSky sky);

/// The same of coding that is chosen ahead: by the sky that planners reckon with, and held under
/// the sky as it is.
[[nodiscard]] PassRates flown_rates(const PassLink& link, link::StationSky sky,
                                    link::StationSky planned_sky);

} // namespace urker::spacecraft
