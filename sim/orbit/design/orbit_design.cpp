#include "orbit/design/orbit_design.hpp"

#include "base/error.hpp"
#include "base/units.hpp"
#include "orbit/analytic/ellipse_trajectory.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace urker::orbit {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr double kCentury_d = 36525.0;
/// Simon et al. 1994: the Earth's mean longitude at J2000 and its motion in a Julian century.
constexpr double kMeanLongitude_deg = 100.46645683;
constexpr double kMeanLongitudeRate_deg_century = 1295977422.83429 / 10.0 / 3600.0;
constexpr double kMeanSunRate_rad_s =
    kMeanLongitudeRate_deg_century * unit::deg.scale / (kCentury_d * unit::d.scale);
/// Of the Earth rotation angle (IERS Conventions 2010, eq. 5.15), per second of UT1.
constexpr double kEarthRate_rad_s = kTurn * 1.00273781191135448 / 86400.0;

} // namespace

double sun_synchronous_inclination_rad(double semi_major_axis_m, double eccentricity) {
  KeplerianElements polar{.semi_major_axis_m = semi_major_axis_m, .eccentricity = eccentricity};
  // In the equator's plane the node goes back fastest; its rate is that times the cosine.
  const double cosine = kMeanSunRate_rad_s / j2_rates(polar).raan_rad_s;
  if (!(cosine >= -1.0)) {
    throw Error(Cause::invalid_input,
                fmt::format("no inclination makes an orbit of {:.1f} km Sun-synchronous",
                            (semi_major_axis_m - kEquatorialRadius_m) * 1e-3));
  }
  return std::acos(cosine);
}

double mean_sun_rad(const Epoch& epoch, Time t) {
  constexpr double kJ2000 = 2451545.0;
  const JulianDate tt = epoch.tt(t);
  const double centuries = ((tt.day - kJ2000) + tt.fraction) / kCentury_d;
  const double sun_deg =
      kMeanLongitude_deg + 180.0 + std::fmod(kMeanLongitudeRate_deg_century * centuries, 360.0);
  return std::remainder(sun_deg * unit::deg.scale, kTurn);
}

double node_at_local_time_rad(double local_time_s, const Epoch& epoch, Time t) {
  const double from_noon = local_time_s / unit::d.scale - 0.5;
  return std::remainder(mean_sun_rad(epoch, t) + from_noon * kTurn, kTurn);
}

double repeat_semi_major_axis_m(std::int64_t revolutions, std::int64_t days, double eccentricity,
                                double inclination_rad) {
  const double wanted = static_cast<double>(revolutions) / static_cast<double>(days);
  // Revolutions of the orbit, node to node, while the Earth turns once under its plane.
  const auto pace = [&](double a) {
    const auto rates = j2_rates(
        {.semi_major_axis_m = a, .eccentricity = eccentricity, .inclination_rad = inclination_rad});
    return (rates.mean_anomaly_rad_s + rates.argument_of_perigee_rad_s) /
           (kEarthRate_rad_s - rates.raan_rad_s);
  };
  double low = kEquatorialRadius_m / (1.0 - eccentricity);
  double high = 10.0 * kEquatorialRadius_m;
  if (!(low < high && pace(low) >= wanted && pace(high) <= wanted)) {
    throw Error(Cause::invalid_input,
                fmt::format("no orbit above the ground makes {} revolutions in {} day{}",
                            revolutions, days, days == 1 ? "" : "s"));
  }
  for (double middle = 0.5 * (low + high); low < middle && middle < high;
       middle = 0.5 * (low + high)) {
    (pace(middle) > wanted ? low : high) = middle;
  }
  return low;
}

State geostationary_state(double longitude_rad, const Earth& earth, Time t) {
  const double radius_m = std::cbrt(kMu_m3_s2 / (kEarthRate_rad_s * kEarthRate_rad_s));
  const Vector3 up(std::cos(longitude_rad), std::sin(longitude_rad), 0.0);
  const Vector3 east(-std::sin(longitude_rad), std::cos(longitude_rad), 0.0);
  // Only turned: the circular velocity of the two-body orbit keeps the satellite's period exact,
  // which the day's length would not.
  const Matrix3 to_gcrf = earth.rotation_to_itrf(Frame::gcrf, t).transpose();
  return {to_gcrf * (radius_m * up), to_gcrf * (radius_m * kEarthRate_rad_s * east)};
}

std::vector<KeplerianElements> walker_elements(const WalkerPattern& pattern,
                                               const KeplerianElements& first) {
  if (pattern.planes < 1 || pattern.satellites < pattern.planes ||
      pattern.satellites % pattern.planes != 0) {
    throw Error(Cause::invalid_input, fmt::format("{} satellites do not fill {} planes evenly",
                                                  pattern.satellites, pattern.planes));
  }
  if (pattern.phasing < 0 || pattern.phasing >= pattern.planes) {
    throw Error(Cause::invalid_input, fmt::format("the phasing is {}, which is not from 0 to {}",
                                                  pattern.phasing, pattern.planes - 1));
  }
  const auto total = static_cast<double>(pattern.satellites);
  const std::int64_t in_plane = pattern.satellites / pattern.planes;
  const double arc = pattern.kind == WalkerKind::delta ? kTurn : 0.5 * kTurn;
  std::vector<KeplerianElements> result;
  for (std::int64_t plane = 0; plane < pattern.planes; ++plane) {
    for (std::int64_t slot = 0; slot < in_plane; ++slot) {
      KeplerianElements x = first;
      x.raan_rad += arc * static_cast<double>(plane) / static_cast<double>(pattern.planes);
      x.mean_anomaly_rad += kTurn * static_cast<double>(slot) / static_cast<double>(in_plane) +
                            kTurn * static_cast<double>(pattern.phasing * plane) / total;
      x.raan_rad = std::fmod(x.raan_rad, kTurn);
      x.mean_anomaly_rad = std::fmod(x.mean_anomaly_rad, kTurn);
      result.push_back(x);
    }
  }
  return result;
}

} // namespace urker::orbit
