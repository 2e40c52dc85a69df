#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"

#include <cstddef>
#include <vector>

namespace urker::access {

/// A trajectory as seen from the Earth: ITRF states on a regular grid, computed once and shared by
/// the searches for all sites, with bounds of the motion between the nodes. Keeps references to the
/// trajectory and the Earth.
class Track {
 public:
  /// The nodes are about 4 deg of the fastest motion about the Earth apart.
  Track(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time begin, Time end);

  [[nodiscard]] Time begin() const { return begin_; }
  [[nodiscard]] Time end() const { return end_; }
  [[nodiscard]] const orbit::Earth& earth() const { return earth_; }
  /// ITRF state at any instant of the span.
  [[nodiscard]] orbit::State at(Time t) const;

 private:
  friend class TrackSection;
  [[nodiscard]] Time node_time(std::size_t node) const;
  /// The first node after t, or the last one.
  [[nodiscard]] std::size_t node_after(Time t) const;

  const orbit::Trajectory& trajectory_;
  const orbit::Earth& earth_;
  Time begin_, end_;
  Duration step_{1};
  std::vector<orbit::State> nodes_;         ///< none if the span is empty
  std::vector<orbit::MotionBounds> bounds_; ///< by interval
};

/// A part of a track, as the grid of a window search: its ends and the track's nodes between them.
class TrackSection {
 public:
  /// Throws an internal error if [begin, end] is not within the track's span.
  TrackSection(const Track& track, Time begin, Time end);

  [[nodiscard]] const Track& track() const { return track_; }
  /// 0 for an empty section.
  [[nodiscard]] std::size_t node_count() const { return node_count_; }
  [[nodiscard]] Time node_time(std::size_t node) const;
  [[nodiscard]] const orbit::State& node(std::size_t node) const;
  /// The first node after t, or the last one.
  [[nodiscard]] std::size_t node_after(Time t) const;
  /// What holds between the nodes `interval` and `interval` + 1 in an inertial frame.
  [[nodiscard]] const orbit::MotionBounds& inertial_bounds(std::size_t interval) const;
  /// Likewise for the motion relative to the rotating Earth.
  [[nodiscard]] orbit::MotionBounds fixed_bounds(std::size_t interval) const;

 private:
  const Track& track_;
  Time begin_, end_;
  std::size_t first_ = 0; ///< node 1 is the track's node of this number, unless it is the end
  std::size_t node_count_ = 0;
  orbit::State begin_state_, end_state_;
};

} // namespace urker::access
