#pragma once

#include "orbit/trajectory.hpp"

#include <Eigen/Geometry>

#include <cmath>

namespace urker::orbit {

/// 0 to pi; exact for small and large angles alike.
[[nodiscard]] inline double angle_between_rad(const Vector3& a, const Vector3& b) {
  return std::atan2(a.cross(b).norm(), a.dot(b));
}

/// Of a line above the plane that `up` stands on, -pi/2 to pi/2; likewise.
[[nodiscard]] inline double elevation_rad(const Vector3& line, const Vector3& up) {
  return std::atan2(line.dot(up), line.cross(up).norm());
}

} // namespace urker::orbit
