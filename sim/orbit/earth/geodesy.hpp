#pragma once

#include "orbit/trajectory.hpp"

namespace urker::orbit {

/// WGS84 ellipsoid.
inline constexpr double kEarthEquatorialRadius_m = 6378137.0;
inline constexpr double kEarthFlattening = 1.0 / 298.257223563;

/// Geodetic coordinates on WGS84: latitude north, longitude east, height above the ellipsoid.
struct Geodetic {
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;
  double height_m = 0.0;
  friend bool operator==(const Geodetic&, const Geodetic&) = default;
};

[[nodiscard]] Vector3 to_itrf_m(const Geodetic& place);
/// ERFA's closed form (Fukushima 2006): to 5e-9 m up to 10 km above ground; higher up the latitude
/// is in error by up to 3e-11 rad (1e-6 m in LEO, 1 mm in GEO), the height by rounding only.
[[nodiscard]] Geodetic to_geodetic(const Vector3& itrf_m);
/// Outward unit normal of the ellipsoid.
[[nodiscard]] Vector3 geodetic_up(const Geodetic& place);

/// The axes of a site, computed once.
struct SiteAxes {
  explicit SiteAxes(const Geodetic& site);
  Vector3 origin_m; ///< ITRF
  Vector3 east, north, up;
};

/// Where a satellite stands as seen from a site: geometric, no refraction. Azimuth from north
/// through east in [0, 2 pi).
struct LookAngles {
  double azimuth_rad = 0.0;
  double elevation_rad = 0.0;
  double range_m = 0.0;
  double range_rate_m_s = 0.0;
};
[[nodiscard]] LookAngles look_angles(const SiteAxes& site, const State& satellite_itrf);
[[nodiscard]] LookAngles look_angles(const Geodetic& site, const State& satellite_itrf);

/// Great-circle distance on the sphere of the mean radius 6371008.8 m: for fibre routes.
[[nodiscard]] double great_circle_m(const Geodetic& a, const Geodetic& b);

} // namespace urker::orbit
