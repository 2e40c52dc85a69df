#pragma once

#include "link/rate_profile.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"
#include "spacecraft/crosslink_config.hpp"

#include <memory>
#include <vector>

namespace urker::spacecraft {

/// One direction of a link between two satellites, as a pure function of time.
class Crosslink {
 public:
  virtual ~Crosslink() = default;
  /// The rates that hold, once both ends have acquired each other; `acquired`: they have at the
  /// begin.
  [[nodiscard]] virtual std::vector<link::RateSegment> rates(Time begin, Time end,
                                                             bool acquired) const = 0;
  [[nodiscard]] virtual double range_m(Time t) const = 0;
};

/// Both ends of a crosslink. The trajectories' frames may differ.
struct CrosslinkEnds {
  std::shared_ptr<const orbit::Trajectory> from, to;
  std::shared_ptr<const orbit::Earth> earth;
  bool from_partner = false; ///< the sender is one of the partners
};

/// By radio: C/N0 = EIRP - losses - (4 pi d f / c)^2 + G/T - k, without Sun, interference and
/// antenna patterns. By light: link::optical_levels, while the Sun is farther off the partner than
/// both ends need.
[[nodiscard]] std::shared_ptr<const Crosslink> make_crosslink(const CrosslinkConfig& config,
                                                              CrosslinkEnds ends);

} // namespace urker::spacecraft
