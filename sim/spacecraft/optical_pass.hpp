#pragma once

#include "link/coding/rate_ladder.hpp"
#include "link/optical/optical_station_config.hpp"
#include "link/optical/optical_terminal_config.hpp"
#include "link/rate_profile.hpp"
#include "link/signal_path.hpp"
#include "link/weather/cloud_gaps.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/surroundings.hpp"

#include <vector>

namespace urker::spacecraft {

/// A stretch of a pass between a satellite's optical terminal and a station's telescope.
struct OpticalPass {
  const link::OpticalTerminalConfig& terminal;
  const link::RateLadder& ladder; ///< of that terminal
  const orbit::Geodetic& station;
  const link::OpticalStationConfig& telescope;
  const Surroundings& surroundings;
  Time begin, end;
};

/// What may stand in the line of sight.
enum class Obstacle { low_elevation, sun, clouds };

/// Where within [begin, end] one of them leaves the line of sight free, exact to 1 ns of its
/// function of time: the telescope's least elevation; the Sun farther off the partner than both
/// ends need; a gap in the clouds where the line passes the telescope's `cloud_height`, above
/// its least elevation.
[[nodiscard]] std::vector<link::Interval> free_of(const OpticalPass& pass, Obstacle obstacle,
                                                  const link::CloudGaps& clouds);

/// The rates that hold at each instant by the budget (link::optical_levels) in a free line of
/// sight, once the slower end has acquired after each time without.
[[nodiscard]] std::vector<link::RateSegment> optical_pass_rates(const OpticalPass& pass,
                                                                const link::CloudGaps& clouds);

/// Bits that a planner, who does not know the clouds to come, expects: those of a clear sky times
/// the mean share of open sky at that time of the year. That the terminal must acquire again after
/// a cloud is left out.
[[nodiscard]] double expected_optical_bits(const OpticalPass& pass, const link::CloudGaps& clouds);

} // namespace urker::spacecraft
