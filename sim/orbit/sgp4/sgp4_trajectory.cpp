#include "orbit/sgp4/sgp4_trajectory.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace urker::orbit {

Sgp4Trajectory::Sgp4Trajectory(const MeanElements& elements, const Epoch& epoch)
    : epoch_(epoch), elements_epoch_(epoch.at(elements.epoch)), sgp4_(elements) {}

double Sgp4Trajectory::minutes(Time t) const {
  return static_cast<double>((t - elements_epoch_).count()) / 60e9;
}

State Sgp4Trajectory::state(Time t) const {
  State state;
  const Sgp4Error error = sgp4_.propagate(minutes(t), state);
  if (error != Sgp4Error::none) {
    throw Error(Cause::invalid_input,
                fmt::format("the elements of {} give no state at {}: {}",
                            epoch_.utc_text(elements_epoch_), epoch_.utc_text(t), explain(error)));
  }
  return state;
}

MotionBounds Sgp4Trajectory::bounds(Time begin, Time end) const {
  return sgp4_.bounds(minutes(begin), minutes(end));
}

} // namespace urker::orbit
