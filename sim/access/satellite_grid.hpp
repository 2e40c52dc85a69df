#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace urker::access {

/// Instants from `begin` in equal steps; the last one is `end`.
struct GridTimes {
  Time begin = kStart, end = kStart;
  Duration step{1};
  [[nodiscard]] std::size_t intervals() const {
    return static_cast<std::size_t>((end - begin + step - Duration(1)) / step);
  }
  [[nodiscard]] Time at(std::size_t node) const {
    return std::min(begin + static_cast<Duration::rep>(node) * step, end);
  }
};

/// The Earth's attitude at consecutive nodes, for all satellites with the same grid. Between two
/// nodes the turn about the axis is taken off, and the slow rest (the pole's motion, and that of
/// the rate) is interpolated linearly: exact within 1e-11 rad.
class Attitudes {
 public:
  Attitudes(const orbit::Earth& earth, orbit::Frame frame, const GridTimes& grid, std::size_t first,
            std::size_t last);
  /// ITRF state at t, which lies between the nodes `interval` and `interval` + 1.
  [[nodiscard]] orbit::State to_itrf(const orbit::State& state, std::size_t interval, Time t) const;

 private:
  GridTimes grid_;
  std::size_t first_;
  std::vector<orbit::Matrix3> at_node_;
  std::vector<orbit::Matrix3> change_; ///< of what is left without the turn, by interval
};

/// A satellite's states at the nodes `first` to `last()`, with bounds of its inertial motion
/// between them. It ends early where the trajectory does.
struct SatelliteGrid {
  SatelliteGrid(const orbit::Trajectory& trajectory, const Attitudes& attitudes,
                const GridTimes& grid, std::size_t first, std::size_t last);
  [[nodiscard]] std::size_t last() const { return first + states.size() - 1; }
  /// Relative to the rotating Earth.
  [[nodiscard]] orbit::MotionBounds fixed_bounds(std::size_t interval) const;
  void end_before(Time t, const std::string& why);

  GridTimes grid;
  std::size_t first;
  std::vector<orbit::State> states; ///< ITRF
  std::vector<orbit::MotionBounds> bounds;
  std::optional<Time> failed_at;
  std::string reason;

 private:
  void bound(const orbit::Trajectory& trajectory, std::size_t last);
};

/// Columns that are kept between calls.
class StateBuffer {
 public:
  void resize(std::size_t n) {
    for (auto& column : columns_) {
      column.resize(n);
    }
  }
  [[nodiscard]] orbit::StateColumns columns() {
    return {columns_[0], columns_[1], columns_[2], columns_[3], columns_[4], columns_[5]};
  }
  [[nodiscard]] orbit::State operator[](std::size_t i) const {
    return {{columns_[0][i], columns_[1][i], columns_[2][i]},
            {columns_[3][i], columns_[4][i], columns_[5][i]}};
  }

 private:
  std::vector<double> columns_[6];
};

/// The step of a satellite's grid: about 4 deg of its fastest motion. Rounded down to one of few,
/// so that satellites share their grids.
[[nodiscard]] Duration grid_step(const orbit::MotionBounds& bounds);

} // namespace urker::access
