#include "orbit/earth/geodesy.hpp"

#include "base/error.hpp"
#include "orbit/angles.hpp"

#include <Eigen/Geometry>
#include <erfa.h>

#include <cmath>
#include <numbers>

namespace urker::orbit {

namespace {

constexpr double kEccentricitySquared = kEarthFlattening * (2.0 - kEarthFlattening);

} // namespace

Vector3 to_itrf_m(const Geodetic& place) {
  const double sin_latitude = std::sin(place.latitude_rad);
  const double cos_latitude = std::cos(place.latitude_rad);
  const double normal_m = kEarthEquatorialRadius_m /
                          std::sqrt(1.0 - kEccentricitySquared * sin_latitude * sin_latitude);
  const double axis_distance_m = (normal_m + place.height_m) * cos_latitude;
  return {axis_distance_m * std::cos(place.longitude_rad),
          axis_distance_m * std::sin(place.longitude_rad),
          (normal_m * (1.0 - kEccentricitySquared) + place.height_m) * sin_latitude};
}

Geodetic to_geodetic(const Vector3& itrf_m) {
  Geodetic place;
  double xyz_m[3] = {itrf_m.x(), itrf_m.y(), itrf_m.z()};
  const int status = eraGc2gde(kEarthEquatorialRadius_m, kEarthFlattening, xyz_m,
                               &place.longitude_rad, &place.latitude_rad, &place.height_m);
  require(status == 0, "the ellipsoid's figures are wrong");
  return place;
}

Vector3 geodetic_up(const Geodetic& place) {
  const double cos_latitude = std::cos(place.latitude_rad);
  return {cos_latitude * std::cos(place.longitude_rad),
          cos_latitude * std::sin(place.longitude_rad), std::sin(place.latitude_rad)};
}

SiteAxes::SiteAxes(const Geodetic& site)
    : origin_m(to_itrf_m(site)),
      east(-std::sin(site.longitude_rad), std::cos(site.longitude_rad), 0.0),
      up(geodetic_up(site)) {
  north = up.cross(east);
}

LookAngles look_angles(const Geodetic& site, const State& satellite_itrf) {
  return look_angles(SiteAxes(site), satellite_itrf);
}

LookAngles look_angles(const SiteAxes& site, const State& satellite_itrf) {
  const Vector3 line_m = satellite_itrf.r_m - site.origin_m;
  LookAngles look;
  look.range_m = line_m.norm();
  look.range_rate_m_s = line_m.dot(satellite_itrf.v_m_s) / look.range_m;
  const double east_m = line_m.dot(site.east);
  const double north_m = line_m.dot(site.north);
  look.elevation_rad = std::atan2(line_m.dot(site.up), std::hypot(east_m, north_m));
  look.azimuth_rad = std::atan2(east_m, north_m);
  if (look.azimuth_rad < 0.0) {
    look.azimuth_rad += 2.0 * std::numbers::pi;
  }
  // A tiny negative angle becomes the full circle by rounding.
  if (look.azimuth_rad >= 2.0 * std::numbers::pi) {
    look.azimuth_rad = 0.0;
  }
  return look;
}

double great_circle_m(const Geodetic& a, const Geodetic& b) {
  constexpr double kMeanRadius_m = 6371008.8;
  const Vector3 u = geodetic_up(a);
  const Vector3 v = geodetic_up(b);
  return kMeanRadius_m * angle_between_rad(u, v);
}

} // namespace urker::orbit
