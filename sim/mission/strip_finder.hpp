#pragma once

#include "mission/chance.hpp"
#include "spacecraft/agility_config.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace urker::mission {

/// A strip at one roll, with the cells whose centres it covers.
struct Strip {
  Time begin = kStart;
  Time end = kStart;
  double roll_rad = 0.0;
  double range_m = 0.0;             ///< mean over the cells
  std::vector<std::uint64_t> cells; ///< indices in the campaign's cells
};

/// A strip that is planned already: no other may overlap it or the turn to and from it.
struct FixedStrip {
  Time begin = kStart;
  Time end = kStart;
  double roll_rad = 0.0;
};

/// A time in which no strip may be, whatever its roll.
struct BusyTime {
  Time begin = kStart;
  Time end = kStart;
};

/// What a strip must keep to.
struct StripLimits {
  double half_width_rad = 0.0;    ///< of the swath that is counted as covered
  double greatest_roll_rad = 0.0; ///< of the middle of the swath
  double margin_s = 0.0;          ///< of imaging before the first and after the last cell's centre
  double longest_gap_s = 0.0;     ///< between two wanted cells of one strip
  double longest_s = 0.0;         ///< duration, margins included
  Time from = kStart;             ///< no strip begins before
  Time until = kNever;            ///< or ends after
  std::span<const BusyTime> busy{};
};

/// The strip within one chance that covers the most open cells. Rolls are tried with a swath edge
/// on each look, the most promising first; the search ends when no other roll can do better, or
/// after a fixed number of rolls where obstacles stand in the way. `is_open` by cell; `fixed`
/// sorted by begin. Nothing if no open cell can be covered.
[[nodiscard]] std::optional<Strip> find_best_strip(const Chance& chance,
                                                   const std::vector<char>& is_open,
                                                   const std::vector<FixedStrip>& fixed,
                                                   const spacecraft::AgilityConfig& agility,
                                                   const StripLimits& limits);

} // namespace urker::mission
