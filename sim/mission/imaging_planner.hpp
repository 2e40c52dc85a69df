#pragma once

#include "mission/chance.hpp"
#include "mission/storage_outlook.hpp"
#include "mission/strip_finder.hpp"
#include "spacecraft/agility_config.hpp"
#include "spacecraft/imager_config.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace urker::mission {

/// A campaign as a plan sees it.
struct Need {
  double weight = 1.0;       ///< of each cell: the priority
  std::vector<char> is_open; ///< by cell: still wanted
};

/// A chance for one need. Several plans share the looks.
struct NeedChance {
  std::size_t need = 0;
  const Chance* chance = nullptr;
};

/// What is believed of a satellite for the time of a plan.
struct SatelliteOutlook {
  const spacecraft::ImagerConfig* imager = nullptr;
  spacecraft::AgilityConfig agility;
  Time from = kStart;  ///< the satellite knows its plan
  Time until = kNever; ///< the plan ends
  double kept = 1.0;   ///< part of an image's volume that is left to store and send
  StorageOutlook storage{0.0, 0.0};
  std::vector<FixedStrip> fixed; ///< strips of earlier plans that stay, by begin
  std::vector<BusyTime> busy;    ///< with burns and other orders
  /// Whether the attitude rules a strip out by what its apertures would see; null: never.
  std::function<bool(Time begin, Time end, double roll_rad)> excluded;
  std::vector<NeedChance> chances;
};

struct PlannedStrip {
  std::size_t satellite = 0; ///< index of the outlook
  std::size_t need = 0;
  Strip strip;
  double bits = 0.0; ///< believed, as stored
};

/// Plans strips greedily: again and again the strip of the greatest value among all chances of all
/// satellites, until none covers an open cell. The value is the covered cells' weight, halved
/// towards the end of the plan, so that what can be done soon is. Strips keep their turns apart and
/// out of busy times, keep to the imager's duty limit, fit the believed storage and what the booked
/// passes can carry, and are begun and ended half a cell (`cell_size_m`) outside the centres that
/// they cover. A chance whose best strip is excluded is given up. By begin, then satellite. Pure.
[[nodiscard]] std::vector<PlannedStrip> plan_imaging(std::vector<SatelliteOutlook> satellites,
                                                     std::vector<Need> needs, double cell_size_m);

} // namespace urker::mission
