#pragma once

#include "link/budget/receiver.hpp"
#include "link/budget/transmitter.hpp"
#include "link/coding/rate_ladder.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/surroundings.hpp"

namespace urker::spacecraft {

struct Neighbours; // band_neighbours.hpp

/// A stretch of a pass between a satellite's radio and a station.
struct PassLink {
  const link::Transmitter& transmitter;
  const link::RateLadder& ladder; ///< of that radio
  const orbit::Geodetic& station;
  const link::Receiver& receiver; ///< at its carrier
  const Surroundings& surroundings;
  Time begin, end;
  const Neighbours* neighbours = nullptr; ///< whose interference counts; null: nobody's

  /// The same in surroundings that are quicker to tell.
  [[nodiscard]] PassLink with(const Surroundings& others) const {
    return {transmitter, ladder, station, receiver, others, begin, end, neighbours};
  }
};

} // namespace urker::spacecraft
