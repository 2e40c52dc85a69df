#pragma once

#include "time/time.hpp"

#include <Eigen/Core>

#include <span>

namespace urker::orbit {

using Vector3 = Eigen::Vector3d;
using Matrix3 = Eigen::Matrix3d;

/// Reference frames: TEME of date (SGP4's), GCRF, and ITRF (Earth-fixed, rotating).
enum class Frame { teme, gcrf, itrf };

/// Position and velocity in some frame.
struct State {
  Vector3 r_m = Vector3::Zero();
  Vector3 v_m_s = Vector3::Zero();
};

/// What holds at every instant of an interval, in the trajectory's inertial frame. The window
/// search proves with it that no window was missed, so each figure must be a true bound.
struct MotionBounds {
  double least_radius_m = 0.0;
  double greatest_radius_m = 0.0;
  double greatest_speed_m_s = 0.0;
  double greatest_acceleration_m_s2 = 0.0;
};

/// Where a body is: a continuous function of time. Immutable; safe to call from several threads.
class Trajectory {
 public:
  virtual ~Trajectory() = default;
  /// An inertial frame (TEME or GCRF), the same for all times.
  [[nodiscard]] virtual Frame frame() const = 0;
  /// State in `frame()`. Throws `Error{invalid_input}` naming the cause where the model has none
  /// (a decayed satellite, a time outside an ephemeris).
  [[nodiscard]] virtual State state(Time t) const = 0;
  /// Many times at once; `out` has the size of `times`.
  virtual void states(std::span<const Time> times, std::span<State> out) const {
    for (std::size_t i = 0; i < times.size(); ++i) {
      out[i] = state(times[i]);
    }
  }
  [[nodiscard]] virtual MotionBounds bounds(Time begin, Time end) const = 0;
};

} // namespace urker::orbit
