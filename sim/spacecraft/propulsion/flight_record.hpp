#pragma once

#include "spacecraft/propulsion/propulsion_rows.hpp"

#include <string>
#include <vector>

namespace urker::spacecraft {

/// A burn as the satellite carries it out.
struct PlannedBurn {
  Time warm_up, begin, end;
  double delta_v_m_s = 0.0; ///< forward positive
  double propellant_kg = 0.0;
  template <class Packer>
  void pack(Packer& p) {
    p(warm_up, begin, end, delta_v_m_s, propellant_kg);
  }
};

/// A burn as it was ordered, whether it is flown or not.
struct OrderedBurn {
  Time decided, warm_up, begin, end;
  template <class Packer>
  void pack(Packer& p) {
    p(decided, warm_up, begin, end);
  }
};

/// A time without images, but for burns.
struct QuietTime {
  Time begin, end;
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end);
  }
};

/// What was decided for a satellite with propulsion, over the whole run.
struct FlightRecord {
  std::vector<PlannedBurn> burns;   ///< in the order of time
  std::vector<QuietTime> quiet;     ///< likewise
  std::vector<OrderedBurn> ordered; ///< likewise
  std::vector<Time> lost;           ///< when a burn was missed or cut off by a failure; likewise
  double mass_kg = 0.0;             ///< at the start
  double propellant_kg = 0.0;       ///< at the start
  std::vector<std::string> notes;   ///< for the user: what was refused
  // The rest is kept where it was decided, and is not packed.
  std::vector<ManoeuvreRow> manoeuvres;
  std::vector<StrategyRow> strategies;
  std::vector<OrbitHistoryRow> history;
  template <class Packer>
  void pack(Packer& p) {
    p(burns, quiet, ordered, lost, mass_kg, propellant_kg, notes);
  }
};

} // namespace urker::spacecraft
