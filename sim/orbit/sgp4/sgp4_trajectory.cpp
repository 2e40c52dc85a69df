#include "orbit/sgp4/sgp4_trajectory.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace urker::orbit {

namespace {
constexpr std::size_t kChunk = 64; ///< times that are worked on at once, on the stack
} // namespace

Sgp4Trajectory::Sgp4Trajectory(const MeanElements& elements, const Epoch& epoch)
    : epoch_(epoch), elements_epoch_(epoch.at(elements.epoch)), sgp4_(elements) {}

double Sgp4Trajectory::minutes(Time t) const {
  return static_cast<double>((t - elements_epoch_).count()) / 60e9;
}

void Sgp4Trajectory::check(Sgp4Error error, Time t) const {
  if (error != Sgp4Error::none) {
    throw Error(Cause::invalid_input,
                fmt::format("the elements of {} give no state at {}: {}",
                            epoch_.utc_text(elements_epoch_), epoch_.utc_text(t), explain(error)));
  }
}

State Sgp4Trajectory::state(Time t) const {
  State result;
  states(std::span(&t, 1), std::span(&result, 1));
  return result;
}

void Sgp4Trajectory::states(std::span<const Time> times, std::span<State> out) const {
  std::array<std::array<double, kChunk>, 6> columns;
  for (std::size_t first = 0; first < times.size(); first += kChunk) {
    const std::size_t count = std::min(kChunk, times.size() - first);
    const auto column = [&](std::size_t i) { return std::span(columns[i]).first(count); };
    states(times.subspan(first, count),
           StateColumns{column(0), column(1), column(2), column(3), column(4), column(5)});
    for (std::size_t i = 0; i < count; ++i) {
      out[first + i] = {{columns[0][i], columns[1][i], columns[2][i]},
                        {columns[3][i], columns[4][i], columns[5][i]}};
    }
  }
}

void Sgp4Trajectory::states(std::span<const Time> times, const StateColumns& out) const {
  std::array<double, kChunk> minutes_of;
  std::array<Sgp4Error, kChunk> errors;
  for (std::size_t first = 0; first < times.size(); first += kChunk) {
    const std::size_t count = std::min(kChunk, times.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      minutes_of[i] = minutes(times[first + i]);
    }
    const auto part = [&](std::span<double> column) { return column.subspan(first, count); };
    sgp4_.propagate(std::span(minutes_of).first(count),
                    {part(out.x_m), part(out.y_m), part(out.z_m), part(out.vx_m_s),
                     part(out.vy_m_s), part(out.vz_m_s)},
                    std::span(errors).first(count));
    for (std::size_t i = 0; i < count; ++i) {
      check(errors[i], times[first + i]);
    }
  }
}

MotionBounds Sgp4Trajectory::bounds(Time begin, Time end) const {
  return sgp4_.bounds(minutes(begin), minutes(end));
}

} // namespace urker::orbit
