#include "spacecraft/faults/outages.hpp"

#include <algorithm>

namespace urker::spacecraft {

RedundantGroup group_of(const std::string& name, const FaultConfig& config,
                        const FaultOrigin& origin) {
  const RandomKey key{origin.seed, key_of("satellites." + origin.satellite + ".faults." + name),
                      key_of("life")};
  const auto at = config.at ? std::optional(origin.epoch.at(*config.at)) : std::nullopt;
  return {config, ComponentLife(config, at, key)};
}

std::vector<Outage> outages_of(FaultTarget unit, const FaultConfigs& faults,
                               const FaultOrigin& origin, Time until) {
  std::vector<RedundantGroup> groups;
  for (const auto& [name, config] : faults) {
    if (config.unit == unit) {
      groups.push_back(group_of(name, config, origin));
    }
  }
  const auto next = [&groups] {
    Time first = kNever;
    for (const RedundantGroup& group : groups) {
      first = std::min(first, group.next_event());
    }
    return first;
  };
  std::vector<Outage> outages;
  // An outage that has begun is followed to its end.
  for (Time now = next(); now != kNever; now = next()) {
    const bool fails = !outages.empty() && outages.back().end == kNever;
    if (!fails && now >= until) {
      break;
    }
    for (RedundantGroup& group : groups) {
      (void)group.handle(now);
    }
    const bool works = std::all_of(groups.begin(), groups.end(),
                                   [](const RedundantGroup& group) { return group.part() > 0.0; });
    if (works && fails) {
      outages.back().end = now;
    } else if (!works && !fails) {
      outages.push_back({now, kNever});
    }
  }
  return outages;
}

} // namespace urker::spacecraft
