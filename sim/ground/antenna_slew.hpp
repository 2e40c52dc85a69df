#pragma once

#include "ground/light_time.hpp"
#include "link/tracking/mount_config.hpp"
#include "protocol/messages.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace urker::ground {

/// What an antenna needs between two passes: its set-up time and then, with a mount, the slew from
/// where the last satellite set to where the next one is by then.
class TurnRound {
 public:
  explicit TurnRound(Duration setup_time) : setup_time_(setup_time) {}
  /// `looks`: directions by satellite.
  TurnRound(Duration setup_time, link::MountConfig mount,
            std::map<std::uint32_t, LookFunction> looks);

  /// When an antenna that leaves `previous` at its LOS is on `next`: its AOS, or later where it
  /// slews. Nothing if the set-up time does not fit before AOS, or the slew not before LOS.
  [[nodiscard]] std::optional<Time> ready(const protocol::Pass& previous,
                                          const protocol::Pass& next) const;
  /// Never more than this after LOS.
  [[nodiscard]] Duration longest() const;

 private:
  Duration setup_time_;
  std::optional<link::MountConfig> mount_;
  std::map<std::uint32_t, LookFunction> looks_;
};

} // namespace urker::ground
