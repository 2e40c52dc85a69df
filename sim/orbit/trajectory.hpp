#pragma once

#include "time/time.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <span>

namespace urker::orbit {

using Vector3 = Eigen::Vector3d;
using Matrix3 = Eigen::Matrix3d;

/// Reference frames: TEME of date (SGP4's), GCRF, ITRF (Earth-fixed, rotating), and those that
/// exchange files may have: mean equator and equinox of J2000, mean and true ones of date, and the
/// celestial intermediate frame. orbit/earth/frames.hpp says how each is defined.
enum class Frame { teme, gcrf, itrf, eme2000, mod, tod, cirs };

/// Position and velocity in some frame.
struct State {
  Vector3 r_m = Vector3::Zero();
  Vector3 v_m_s = Vector3::Zero();
};

/// Positions and velocities of many instants as structure of arrays; all columns have one length.
struct StateColumns {
  std::span<double> x_m, y_m, z_m;
  std::span<double> vx_m_s, vy_m_s, vz_m_s;
  [[nodiscard]] std::size_t size() const { return x_m.size(); }
  void set(std::size_t i, const State& s) const {
    x_m[i] = s.r_m.x();
    y_m[i] = s.r_m.y();
    z_m[i] = s.r_m.z();
    vx_m_s[i] = s.v_m_s.x();
    vy_m_s[i] = s.v_m_s.y();
    vz_m_s[i] = s.v_m_s.z();
  }
};

/// What holds at every instant of an interval, in the trajectory's inertial frame. The window
/// search proves with it that no window was missed, so each figure must be a true bound.
struct MotionBounds {
  double least_radius_m = 0.0;
  double greatest_radius_m = 0.0;
  double greatest_speed_m_s = 0.0;
  double greatest_acceleration_m_s2 = 0.0;
  template <class Packer>
  void pack(Packer& p) {
    p(least_radius_m, greatest_radius_m, greatest_speed_m_s, greatest_acceleration_m_s2);
  }
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
  /// The same as columns of the size of `times`; the bits of a state do not depend on its company.
  virtual void states(std::span<const Time> times, const StateColumns& out) const {
    for (std::size_t i = 0; i < times.size(); ++i) {
      out.set(i, state(times[i]));
    }
  }
  [[nodiscard]] virtual MotionBounds bounds(Time begin, Time end) const = 0;
};

} // namespace urker::orbit
