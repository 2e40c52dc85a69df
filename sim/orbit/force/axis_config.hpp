#pragma once

#include "base/fields.hpp"
#include "orbit/trajectory.hpp"

namespace urker::orbit {

/// A direction, of any length but zero.
struct AxisConfig {
  double x = 0.0, y = 0.0, z = 0.0;
  [[nodiscard]] Vector3 unit() const { return Vector3(x, y, z).normalized(); }
};
void describe(FieldVisitor& v, AxisConfig& axis);

} // namespace urker::orbit
