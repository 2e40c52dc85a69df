#include "spacecraft/attitude/orientation.hpp"

#include "base/error.hpp"

#include <Eigen/Geometry>

#include <cmath>

namespace urker::spacecraft {

namespace {

using orbit::Matrix3;
using orbit::Vector3;

// cos 18 deg: axes nearer than this to each other leave the rotation about them ill defined.
constexpr double kNearlyParallel = 0.95;

/// The first of two axes that is not nearly along `axis`.
Vector3 beside(const Vector3& axis, const Vector3& preferred, const Vector3& other) {
  return std::abs(axis.dot(preferred)) < kNearlyParallel * axis.norm() * preferred.norm()
             ? preferred
             : other;
}

Matrix3 basis(const Vector3& first, const Vector3& second) {
  Matrix3 axes;
  axes.col(0) = first.normalized();
  axes.col(1) = first.cross(second).normalized();
  axes.col(2) = axes.col(0).cross(axes.col(1));
  return axes;
}

/// From the axes of velocity, inward across it, and orbit normal.
Vector3 from_tnw(const Vector3& tnw, const orbit::State& state) {
  const Vector3 along = state.v_m_s.normalized();
  const Vector3 normal = state.r_m.cross(state.v_m_s).normalized();
  return tnw.x() * along + tnw.y() * normal.cross(along) + tnw.z() * normal;
}

} // namespace

Matrix3 align(const Vector3& first, const Vector3& second, const Vector3& to_first,
              const Vector3& to_second) {
  return basis(to_first, to_second) * basis(first, second).transpose();
}

Matrix3 body_to_inertial(const Pointing& pointing, const AttitudeConfig& config,
                         const Heavens& heavens, Time t) {
  const orbit::State state = heavens.state(t);
  const Vector3 x = Vector3::UnitX();
  const Vector3 z = Vector3::UnitZ();
  const Vector3 down = -state.r_m.normalized();
  const auto ahead = [&](const Vector3& axis, const Vector3& direction) {
    return align(axis, beside(axis, x, z), direction, beside(direction, state.v_m_s, down));
  };
  const auto still = [&](const Vector3& axis, const Vector3& direction) {
    return align(axis, beside(axis, z, x), direction, beside(direction, z, x));
  };
  switch (pointing.mode) {
  case PointingMode::target:
  case PointingMode::nadir: {
    const Vector3 axis = config.axes.boresight.unit();
    if (pointing.has_place) {
      return ahead(axis, heavens.place_m(pointing.place, t) - state.r_m);
    }
    const Vector3 right = down.cross(state.v_m_s).normalized();
    return ahead(axis, std::cos(pointing.roll_rad) * down + std::sin(pointing.roll_rad) * right);
  }
  case PointingMode::station:
    return ahead(config.axes.antenna.unit(), heavens.place_m(pointing.place, t) - state.r_m);
  case PointingMode::velocity: {
    const Vector3 axis = config.axes.thrust.unit();
    const Vector3 direction = from_tnw(pointing.tnw, state);
    return align(axis, beside(axis, z, x), direction, beside(direction, down, state.v_m_s));
  }
  case PointingMode::sun:
    return still(config.axes.sun.unit(), heavens.sun_m(t) - state.r_m);
  case PointingMode::inertial:
    return still(config.axes.boresight.unit(), config.inertial.unit());
  case PointingMode::any:
    break;
  }
  require(false, "a pointing without a direction");
  return Matrix3::Identity();
}

} // namespace urker::spacecraft
