#include "orbit/earth/ground_ray.hpp"

#include "orbit/earth/geodesy.hpp"

#include <cmath>

namespace urker::orbit {

std::optional<Vector3> ground_hit_m(const Vector3& from_m, const Vector3& direction) {
  // The ellipsoid is a unit sphere in stretched coordinates.
  const Vector3 scale =
      Vector3(1.0, 1.0, 1.0 / (1.0 - kEarthFlattening)) / kEarthEquatorialRadius_m;
  const Vector3 o = from_m.cwiseProduct(scale);
  const Vector3 d = direction.cwiseProduct(scale);
  const double along = -o.dot(d);
  const double discriminant = along * along - d.squaredNorm() * (o.squaredNorm() - 1.0);
  if (along <= 0.0 || discriminant < 0.0) {
    return std::nullopt;
  }
  return from_m + (along - std::sqrt(discriminant)) / d.squaredNorm() * direction;
}

} // namespace urker::orbit
