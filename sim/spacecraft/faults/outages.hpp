#pragma once

#include "spacecraft/faults/fault_config.hpp"
#include "spacecraft/faults/redundant_group.hpp"
#include "time/epoch.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// Whose components fail, and by which draws.
struct FaultOrigin {
  std::string satellite;
  std::uint64_t seed = 0;
  Epoch epoch;
};

/// The components of an entry of a satellite's faults, as the run begins.
[[nodiscard]] RedundantGroup group_of(const std::string& name, const FaultConfig& config,
                                      const FaultOrigin& origin);

/// A time in which a unit does not work; for good where `end` is kNever.
struct Outage {
  Time begin = kStart;
  Time end = kNever;
};

/// All outages of a unit by failures of its components that begin before an instant, in the order
/// of time and apart: a pure function, which the satellite's own log repeats.
[[nodiscard]] std::vector<Outage> outages_of(FaultTarget unit, const FaultConfigs& faults,
                                             const FaultOrigin& origin, Time until);

} // namespace urker::spacecraft
