#pragma once

#include "access/windows.hpp"
#include "spacecraft/receiver/collisions.hpp"
#include "spacecraft/receiver/emitter_group.hpp"

#include <functional>
#include <vector>

namespace urker::spacecraft {

/// What is to be expected of a group of emitters in a stretch.
struct Expected {
  double in_view = 0.0;  ///< emitters
  double detected = 0.0; ///< of which at least one message is received
  double messages = 0.0; ///< received
};

/// What a receiver is to hear along an orbit. The footprint stands still for a step of 20 s, in
/// which a low satellite moves by a seventeenth of what it sees; steps are counted from the start
/// of the run.
class Listening {
 public:
  using Place = std::function<orbit::Vector3(Time)>; ///< of the satellite, ITRF
  static constexpr Duration kStep = std::chrono::seconds(20);

  Listening(std::vector<EmitterGroup> groups, SlotChannel channel, double least_elevation_rad,
            Place place);

  [[nodiscard]] const std::vector<EmitterGroup>& groups() const { return groups_; }
  /// The next stretch at or after `from` in which emitters are in view without a break, cut at
  /// `longest`; begins at kNever if there is none until `end`.
  [[nodiscard]] access::Window next_stretch(Time from, Time end, Duration longest) const;
  /// By group, while it listens in these windows, which are ascending and apart.
  [[nodiscard]] std::vector<Expected> expect(const std::vector<access::Window>& windows) const;

 private:
  [[nodiscard]] bool any_in_view(std::int64_t step) const;
  [[nodiscard]] orbit::Vector3 middle(std::int64_t step) const;

  std::vector<EmitterGroup> groups_;
  SlotChannel channel_;
  double least_elevation_rad_;
  Place place_;
};

} // namespace urker::spacecraft
