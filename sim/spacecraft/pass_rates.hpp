#pragma once

#include "link/rate_profile.hpp"
#include "link/station_sky.hpp"
#include "spacecraft/pass_link.hpp"

#include <vector>

namespace urker::spacecraft {

/// What a stretch of a pass can carry.
struct PassRates {
  std::vector<link::RateSegment> segments;
  std::vector<link::Gap> gaps; ///< by begin; disjoint from the segments and from each other
};

/// The rates that hold by the link budget at each instant under one sky (link::rate_profile), once
/// the station's demodulator has locked: where the antenna can follow, away from the geostationary
/// arc. Sun and Moon count where they come into the beam, and so do neighbours in the band: the
/// rates are then those of C/(N0 + I0).
[[nodiscard]] PassRates pass_rates(const PassLink& link, link::StationSky sky);

/// The same of coding that is chosen ahead: by the sky that planners reckon with, and held under
/// the sky as it is.
[[nodiscard]] PassRates flown_rates(const PassLink& link, link::StationSky sky,
                                    link::StationSky planned_sky);

} // namespace urker::spacecraft
