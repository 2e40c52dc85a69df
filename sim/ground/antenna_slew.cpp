#include "ground/antenna_slew.hpp"

#include <chrono>
#include <numbers>
#include <utility>

namespace urker::ground {

TurnRound::TurnRound(Duration setup_time, link::MountConfig mount,
                     std::map<std::uint32_t, LookFunction> looks)
    : setup_time_(setup_time), mount_(mount), looks_(std::move(looks)) {}

std::optional<Time> TurnRound::ready(const protocol::Pass& previous,
                                     const protocol::Pass& next) const {
  const Time free = previous.los + setup_time_;
  if (free > next.aos) {
    return std::nullopt;
  }
  if (!mount_) {
    return next.aos;
  }
  const link::Direction from = looks_.at(previous.satellite)(previous.los);
  const LookFunction& look = looks_.at(next.satellite);
  const auto is_on = [&](Time t) { return free + mount_->slew_time(from, look(t)) <= t; };
  if (is_on(next.aos)) {
    return next.aos;
  }
  if (!is_on(next.los)) {
    return std::nullopt;
  }
  Time late = next.aos;
  Time on = next.los;
  while (on - late > std::chrono::microseconds(1)) {
    const Time middle = late + (on - late) / 2;
    (is_on(middle) ? on : late) = middle;
  }
  return on < next.los ? std::optional(on) : std::nullopt;
}

Duration TurnRound::longest() const {
  constexpr link::Direction kNorth{0.0, 0.0};
  constexpr link::Direction kAway{std::numbers::pi, std::numbers::pi / 2.0};
  return mount_ ? setup_time_ + mount_->slew_time(kNorth, kAway) : setup_time_;
}

} // namespace urker::ground
