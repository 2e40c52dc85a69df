#include "access/track.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::access {
namespace {

using orbit::MotionBounds;

Duration node_step(const MotionBounds& bounds) {
  constexpr double kAngle_rad = 0.07;
  const double rate_rad_s = bounds.greatest_speed_m_s / bounds.least_radius_m;
  return std::clamp<Duration>(round_seconds(std::min(kAngle_rad / rate_rad_s, 1e6)),
                              std::chrono::seconds(10), std::chrono::minutes(30));
}

} // namespace

Track::Track(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time begin, Time end)
    : trajectory_(trajectory), earth_(earth), begin_(begin), end_(end) {
  if (end <= begin) {
    return;
  }
  step_ = node_step(trajectory.bounds(begin, end));
  const auto intervals = static_cast<std::size_t>((end - begin + step_ - Duration(1)) / step_);
  nodes_.resize(intervals + 1);
  std::vector<Time> times(nodes_.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    times[i] = node_time(i);
  }
  trajectory.states(times, nodes_);
  bounds_.reserve(intervals);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i] = earth.to_itrf(nodes_[i], trajectory.frame(), times[i]);
    if (i < intervals) {
      bounds_.push_back(trajectory.bounds(times[i], times[i + 1]));
    }
  }
}

orbit::State Track::at(Time t) const {
  return earth_.to_itrf(trajectory_.state(t), trajectory_.frame(), t);
}

Time Track::node_time(std::size_t node) const {
  return std::min(begin_ + static_cast<Duration::rep>(node) * step_, end_);
}

std::size_t Track::node_after(Time t) const {
  return std::min(static_cast<std::size_t>((t - begin_) / step_) + 1, nodes_.size() - 1);
}

TrackSection::TrackSection(const Track& track, Time begin, Time end)
    : track_(track), begin_(begin), end_(end) {
  if (end <= begin) {
    return;
  }
  require(track.begin() <= begin && end <= track.end(), "a track does not cover a search");
  first_ = track.node_after(begin);
  std::size_t behind = track.node_after(end);
  // The last node before the end.
  while (track.node_time(behind) >= end) {
    --behind;
  }
  node_count_ = 2 + behind + 1 - first_;
  begin_state_ = track.at(begin);
  end_state_ = track.at(end);
}

Time TrackSection::node_time(std::size_t node) const {
  if (node == 0) {
    return begin_;
  }
  return node + 1 == node_count_ ? end_ : track_.node_time(first_ + node - 1);
}

const orbit::State& TrackSection::node(std::size_t node) const {
  if (node == 0) {
    return begin_state_;
  }
  return node + 1 == node_count_ ? end_state_ : track_.nodes_[first_ + node - 1];
}

std::size_t TrackSection::node_after(Time t) const {
  return std::min(track_.node_after(t) - first_ + 1, node_count_ - 1);
}

const MotionBounds& TrackSection::inertial_bounds(std::size_t interval) const {
  return track_.bounds_[first_ - 1 + interval];
}

// With p = R r and the Earth's rotation rate w: p' = R (r' - w x r) and
// p'' = R (r'' - 2 w x r' + w x (w x r)).
MotionBounds TrackSection::fixed_bounds(std::size_t interval) const {
  const MotionBounds& b = inertial_bounds(interval);
  constexpr double kRate_rad_s = orbit::Earth::kRotationRate_rad_s;
  // The pole's motion, precession, nutation and the steps in the slope of an interpolated UT1 turn
  // the Earth by less than 1e-6 of its rotation.
  constexpr double kSlack = 1.0 + 1e-3;
  MotionBounds fixed = b;
  fixed.greatest_speed_m_s = kSlack * (b.greatest_speed_m_s + kRate_rad_s * b.greatest_radius_m);
  fixed.greatest_acceleration_m_s2 =
      kSlack * (b.greatest_acceleration_m_s2 + 2.0 * kRate_rad_s * b.greatest_speed_m_s +
                kRate_rad_s * kRate_rad_s * b.greatest_radius_m);
  return fixed;
}

} // namespace urker::access
