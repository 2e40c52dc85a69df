#pragma once

#include "access/track_times.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace urker::access {

/// A trajectory as seen from the Earth, computed once and shared by the searches for all sites: its
/// positions in ITRF over short arcs as polynomials of degree 7, states at nodes that part each arc
/// in four, and true bounds of the motion on each arc. Velocities are the positions' derivatives.
///
/// An arc is about 0.2 rad of the fastest motion about the Earth. The polynomial goes through
/// the trajectory's exact positions at 8 Chebyshev-Lobatto points. Of a smooth motion the terms
/// fall by 1/90 from one to the next there, so that the last two tell what is left out: where that
/// may exceed 0.1 mm (it is micrometres as a rule) the arc is halved, down to 10 ms, over which the
/// motion is straight to 0.1 mm. Where a trajectory itself jumps, as those of SDP4 with resonance
/// do by millimetres every 12 h, the track may depart by as much close by.
class Track {
 public:
  /// Why the track is shorter than asked for.
  struct Failure {
    Time time; ///< first instant that was found to have no state
    std::string reason;
  };

  static constexpr std::size_t kTerms = 8;      ///< of a polynomial
  static constexpr std::size_t kNodesAnArc = 4; ///< the last arc's end is one more

  /// Throws the trajectory's own error where it has no state. Keeps references to both.
  Track(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time begin, Time end);
  /// For times made for the trajectory's frame. A trajectory that ends before leaves the arcs up to
  /// a second before its end, and a failure.
  Track(const orbit::Trajectory& trajectory, const TrackTimes& times);

  [[nodiscard]] Time begin() const { return begin_; }
  [[nodiscard]] Time end() const { return end_; }
  [[nodiscard]] const orbit::Earth& earth() const { return earth_; }
  [[nodiscard]] const std::optional<Failure>& failure() const { return failure_; }
  /// ITRF state at any instant of the span.
  [[nodiscard]] orbit::State at(Time t) const;

  [[nodiscard]] std::size_t arc_count() const { return bounds_.size(); }
  /// The one that `t` lies in, of two the later one.
  [[nodiscard]] std::size_t arc_of(Time t) const;
  [[nodiscard]] Time arc_begin(std::size_t arc) const { return edges_[arc]; }
  [[nodiscard]] Duration arc_length(std::size_t arc) const { return edges_[arc + 1] - edges_[arc]; }
  /// Whether its bounds are those of a longer stretch, as of nearly circular orbits.
  [[nodiscard]] bool arc_is_alike(std::size_t arc) const { return alike_[arc]; }
  /// `kTerms` coefficients for each of x, y and z; ascending powers of a variable that goes from -1
  /// to 1 over the arc.
  [[nodiscard]] const double* arc_terms(std::size_t arc) const {
    return terms_.data() + 3 * kTerms * arc;
  }
  /// ITRF state where that variable is `x`.
  [[nodiscard]] orbit::State arc_state(std::size_t arc, double x) const;
  /// What holds on the arc in an inertial frame.
  [[nodiscard]] const orbit::MotionBounds& arc_bounds(std::size_t arc) const {
    return bounds_[arc];
  }

  /// 0 for an empty span.
  [[nodiscard]] std::size_t node_count() const {
    return arc_count() == 0 ? 0 : kNodesAnArc * arc_count() + 1;
  }
  [[nodiscard]] Time node_time(std::size_t node) const;
  [[nodiscard]] orbit::State node(std::size_t node) const;
  /// x, y, z, vx, vy, vz (m, m/s) by node, followed by 8 that may be read but mean nothing.
  [[nodiscard]] const double* node_column(std::size_t i) const { return nodes_[i].data(); }

 private:
  friend class TrackSection;
  void build(const orbit::Trajectory& trajectory, const TrackTimes& times);
  bool refine(const orbit::Trajectory& trajectory, orbit::Frame frame, Time begin, Time end,
              const std::optional<orbit::MotionBounds>& known, bool alike);
  void append(Time end, const double* terms, const orbit::MotionBounds& bounds, bool alike);
  void fill_nodes();
  /// The first node after t, or the last one.
  [[nodiscard]] std::size_t node_after(Time t) const;

  const orbit::Earth& earth_;
  Time begin_, end_;
  std::vector<Time> edges_; ///< of the arcs: one more than these
  std::vector<double> terms_;
  std::vector<orbit::MotionBounds> bounds_;
  std::vector<bool> alike_; ///< see arc_is_alike
  std::vector<double> nodes_[6];
  std::optional<Failure> failure_;
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
  [[nodiscard]] orbit::State node(std::size_t node) const;
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

/// Bounds of the motion relative to the rotating Earth from those in an inertial frame.
[[nodiscard]] orbit::MotionBounds fixed_bounds(const orbit::MotionBounds& inertial);

} // namespace urker::access
