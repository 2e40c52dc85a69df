#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace urker::access {

/// Arcs of equal length from `begin` to `end`; the last one is an eighth longer at most, or
/// shorter.
struct TrackGrid {
  Time begin = kStart, end = kStart;
  Duration arc{1};

  [[nodiscard]] std::size_t arcs() const;
  [[nodiscard]] Time edge(std::size_t i) const {
    return i >= arcs() ? end : begin + static_cast<Duration::rep>(i) * arc;
  }
};

/// The length of a track's arcs: about 0.2 rad of the fastest motion. One of few, so that
/// satellites share them.
[[nodiscard]] Duration shared_arc_length(const orbit::MotionBounds& bounds);

/// The instants at which arcs are fitted, 7 an arc and the last one's end, and the Earth's attitude
/// then: shared by the tracks of all satellites with the same grid and frame.
class TrackTimes {
 public:
  static constexpr std::size_t kSamplesAnArc = 7;

  /// The grid's arcs `first` to `last` - 1. Keeps a reference to the Earth.
  TrackTimes(const orbit::Earth& earth, orbit::Frame frame, const TrackGrid& grid,
             std::size_t first, std::size_t last);

  [[nodiscard]] const orbit::Earth& earth() const { return earth_; }
  [[nodiscard]] orbit::Frame frame() const { return frame_; }
  [[nodiscard]] const std::vector<Time>& samples() const { return samples_; }
  [[nodiscard]] std::size_t arcs() const { return samples_.size() / kSamplesAnArc; }
  [[nodiscard]] Time edge(std::size_t i) const { return samples_[kSamplesAnArc * i]; }
  /// Arcs for which common bounds of the motion may serve.
  struct Stretch {
    Time begin, end;
  };
  /// Does not depend on which arcs of the grid these are.
  [[nodiscard]] Stretch stretch_around(std::size_t arc) const;
  /// Rotates the samples' positions, columns of whole packs, to ITRF.
  void rotate(double* x_m, double* y_m, double* z_m) const;

 private:
  const orbit::Earth& earth_;
  orbit::Frame frame_;
  TrackGrid grid_;
  std::size_t first_;
  std::vector<Time> samples_;
  std::array<std::vector<double>, 9> rotations_; ///< by element (rows first) and sample
};

/// The times at which an arc is fitted, the first of the next one included.
[[nodiscard]] std::array<Time, TrackTimes::kSamplesAnArc + 1> sample_times(Time begin, Time end);

} // namespace urker::access
