#include "link/transponder/geo_beam.hpp"

#include "base/error.hpp"
#include "orbit/earth/ground_ray.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace urker::link {

namespace {

using orbit::Vector3;

/// Where a ray from outside first meets the ellipsoid.
std::optional<orbit::Geodetic> on_ground(const Vector3& from_m, const Vector3& direction) {
  const auto hit_m = orbit::ground_hit_m(from_m, direction);
  if (!hit_m) {
    return std::nullopt;
  }
  orbit::Geodetic place = orbit::to_geodetic(*hit_m);
  place.height_m = 0.0;
  return place;
}

} // namespace

GeoBeam::GeoBeam(std::shared_ptr<const AntennaPattern> relative_gain,
                 const Vector3& satellite_itrf_m, const orbit::Geodetic& boresight,
                 double rotation_rad)
    : pattern_(std::move(relative_gain)), satellite_m_(satellite_itrf_m),
      axis_((orbit::to_itrf_m(boresight) - satellite_itrf_m).normalized()) {
  const Vector3 north = Vector3::UnitZ() - axis_.z() * axis_;
  require(north.norm() > 1e-6, "a beam along the Earth's axis");
  const Vector3 up = north.normalized();
  const Vector3 east = axis_.cross(up);
  x_ = std::cos(rotation_rad) * east + std::sin(rotation_rad) * up;
  y_ = std::cos(rotation_rad) * up - std::sin(rotation_rad) * east;
}

double GeoBeam::relative_db(const orbit::Geodetic& place) const {
  const Vector3 to = (orbit::to_itrf_m(place) - satellite_m_).normalized();
  const double x = to.dot(x_), y = to.dot(y_);
  return pattern_->gain_dbi(std::atan2(std::hypot(x, y), to.dot(axis_)), std::atan2(y, x));
}

Vector3 GeoBeam::direction(double off_axis_rad, double around_rad) const {
  return std::cos(off_axis_rad) * axis_ +
         std::sin(off_axis_rad) * (std::cos(around_rad) * x_ + std::sin(around_rad) * y_);
}

std::vector<orbit::Geodetic> GeoBeam::contour(double below_peak_db) const {
  constexpr int kPoints = 120, kHalvings = 40;
  constexpr double kFarthest_rad = 20.0 * std::numbers::pi / 180.0; // beyond the Earth's disc
  constexpr double kStep_rad = 0.05 * std::numbers::pi / 180.0;
  std::vector<orbit::Geodetic> points;
  for (int k = 0; k < kPoints; ++k) {
    const double around = 2.0 * std::numbers::pi * k / kPoints;
    const auto inside = [&](double off_axis_rad) {
      return pattern_->gain_dbi(off_axis_rad, around) >= -below_peak_db &&
             on_ground(satellite_m_, direction(off_axis_rad, around));
    };
    if (!inside(0.0)) {
      continue;
    }
    double in = 0.0;
    while (in < kFarthest_rad && inside(in + kStep_rad)) {
      in += kStep_rad;
    }
    double out = in + kStep_rad;
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = 0.5 * (in + out);
      (inside(middle) ? in : out) = middle;
    }
    points.push_back(*on_ground(satellite_m_, direction(in, around)));
  }
  return points;
}

} // namespace urker::link
