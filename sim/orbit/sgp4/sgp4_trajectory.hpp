#pragma once

#include "orbit/sgp4/sgp4.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

namespace urker::orbit {

/// A satellite on its published mean elements. The time since their epoch is elapsed time: leap
/// seconds between the epoch and the scenario count. One state and many have the same bits: all are
/// computed in lanes.
class Sgp4Trajectory final : public Trajectory {
 public:
  Sgp4Trajectory(const MeanElements& elements, const Epoch& epoch);
  [[nodiscard]] Frame frame() const override { return Frame::teme; }
  [[nodiscard]] State state(Time t) const override;
  /// Of times without a state, the first one in order is named.
  void states(std::span<const Time> times, std::span<State> out) const override;
  void states(std::span<const Time> times, const StateColumns& out) const override;
  [[nodiscard]] MotionBounds bounds(Time begin, Time end) const override;

 private:
  [[nodiscard]] double minutes(Time t) const;
  void check(Sgp4Error error, Time t) const;

  Epoch epoch_;
  Time elements_epoch_;
  Sgp4 sgp4_;
};

} // namespace urker::orbit
