#include "access/track_times.hpp"

#include "access/arc_kernels.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace urker::access {

std::size_t TrackGrid::arcs() const {
  if (end <= begin) {
    return 0;
  }
  return static_cast<std::size_t>(std::max<Duration::rep>(1, (end - begin + arc * 7 / 8) / arc));
}

Duration shared_arc_length(const orbit::MotionBounds& bounds) {
  constexpr double kAngle_rad = 0.2;
  const double most_s = kAngle_rad * bounds.least_radius_m / bounds.greatest_speed_m_s;
  constexpr int kLengths_s[] = {7200, 6000, 4800, 3600, 3000, 2400, 1800, 1500, 1200, 1000,
                                900,  720,  600,  480,  400,  360,  300,  280,  260,  240,
                                220,  200,  180,  160,  140,  120,  100,  80,   60};
  for (const int length_s : kLengths_s) {
    if (length_s <= most_s) {
      return std::chrono::seconds(length_s);
    }
  }
  return std::chrono::seconds(40);
}

std::array<Time, TrackTimes::kSamplesAnArc + 1> sample_times(Time begin, Time end) {
  constexpr auto kIntervals = TrackTimes::kSamplesAnArc;
  std::array<Time, kIntervals + 1> times;
  const double length_s = to_seconds(end - begin);
  for (std::size_t j = 0; j < times.size(); ++j) {
    const double x = -std::cos(std::numbers::pi * static_cast<double>(j) / kIntervals);
    times[j] = begin + round_seconds((x + 1.0) / 2.0 * length_s);
  }
  times.back() = end;
  return times;
}

TrackTimes::TrackTimes(const orbit::Earth& earth, orbit::Frame frame, const TrackGrid& grid,
                       std::size_t first, std::size_t last)
    : earth_(earth), frame_(frame), grid_(grid), first_(first) {
  for (std::size_t i = first; i < last; ++i) {
    const auto times = sample_times(grid.edge(i), grid.edge(i + 1));
    samples_.insert(samples_.end(), times.begin(), times.end() - 1);
  }
  samples_.push_back(grid.edge(last));
  const std::size_t padded = (samples_.size() + 7) / 8 * 8;
  for (auto& column : rotations_) {
    column.resize(padded);
  }
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    const orbit::Matrix3 matrix = earth.rotation_to_itrf(frame, samples_[i]);
    for (int k = 0; k < 9; ++k) {
      rotations_[static_cast<std::size_t>(k)][i] = matrix(k / 3, k % 3);
    }
  }
}

TrackTimes::Stretch TrackTimes::stretch_around(std::size_t arc) const {
  constexpr std::size_t kArcs = 16;
  const std::size_t begin = (first_ + arc) / kArcs * kArcs;
  return {grid_.edge(begin), grid_.edge(begin + kArcs)};
}

void TrackTimes::rotate(double* x_m, double* y_m, double* z_m) const {
  Rotations task{{}, rotations_[0].size(), x_m, y_m, z_m};
  for (std::size_t k = 0; k < rotations_.size(); ++k) {
    task.elements[k] = rotations_[k].data();
  }
  URKER_SIMD_PICK(rotate_columns)(task);
}

} // namespace urker::access
