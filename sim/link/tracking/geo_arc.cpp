#include "link/tracking/geo_arc.hpp"

#include "orbit/angles.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

using orbit::Vector3;

constexpr double kRadius_m = 42164170.0;
constexpr int kPoints = 181;

Vector3 point_m(double longitude_rad) {
  return kRadius_m * Vector3(std::cos(longitude_rad), std::sin(longitude_rad), 0.0);
}

} // namespace

GeoArc::GeoArc(const orbit::Geodetic& site)
    : site_m_(orbit::to_itrf_m(site)),
      east_(-std::sin(site.longitude_rad), std::cos(site.longitude_rad), 0.0),
      up_(orbit::geodetic_up(site)) {
  north_ = up_.cross(east_);
  // Of the circle the horizon's plane leaves |longitude - site's| up to a limit.
  const double across = kRadius_m * std::cos(site.latitude_rad);
  const double cosine = site_m_.dot(up_) / across;
  if (across <= 0.0 || cosine >= 1.0) {
    return;
  }
  const double reach = std::acos(std::max(cosine, -1.0));
  for (int i = 0; i < kPoints; ++i) {
    longitudes_rad_.push_back(site.longitude_rad + reach * (2.0 * i / (kPoints - 1) - 1.0));
    directions_.push_back((point_m(longitudes_rad_.back()) - site_m_).normalized());
  }
}

double GeoArc::cosine_at(double longitude_rad, const Vector3& line) const {
  return (point_m(longitude_rad) - site_m_).normalized().dot(line);
}

double GeoArc::separation_rad(const Direction& d) const {
  if (directions_.empty()) {
    return std::numbers::pi;
  }
  const Vector3 line = std::cos(d.elevation_rad) *
                           (std::sin(d.azimuth_rad) * east_ + std::cos(d.azimuth_rad) * north_) +
                       std::sin(d.elevation_rad) * up_;
  std::size_t nearest = 0;
  double best = -2.0;
  for (std::size_t i = 0; i < directions_.size(); ++i) {
    const double cosine = directions_[i].dot(line);
    if (cosine > best) {
      best = cosine;
      nearest = i;
    }
  }
  // Between the neighbours the cosine has one maximum.
  double a = longitudes_rad_[nearest == 0 ? 0 : nearest - 1];
  double b = longitudes_rad_[std::min(nearest + 1, longitudes_rad_.size() - 1)];
  while (b - a > 1e-7) {
    const double left = a + (b - a) / 3.0;
    const double right = b - (b - a) / 3.0;
    if (cosine_at(left, line) > cosine_at(right, line)) {
      b = right;
    } else {
      a = left;
    }
  }
  const Vector3 point = (point_m(0.5 * (a + b)) - site_m_).normalized();
  return orbit::angle_between_rad(point, line);
}

} // namespace urker::link
