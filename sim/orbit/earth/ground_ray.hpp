#pragma once

#include "orbit/trajectory.hpp"

#include <optional>

namespace urker::orbit {

/// The nearer point, in ITRF, in which a ray from above meets the WGS84 ellipsoid.
[[nodiscard]] std::optional<Vector3> ground_hit_m(const Vector3& from_m, const Vector3& direction);

} // namespace urker::orbit
