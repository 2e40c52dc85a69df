#include "spacecraft/propulsion/decay_forecast.hpp"

#include "orbit/earth/earth.hpp"
#include "orbit/earth/geodesy.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

namespace {

constexpr std::size_t kPlaces = 24; ///< of a revolution, evenly by the eccentric anomaly
constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr double kEquatorRadius_m = 6378137.0;
constexpr double kEnd_m = 120e3;
constexpr double kLongestStep_s = 5.0 * 86400.0;
constexpr double kFall_m = 2000.0; ///< in a step

/// Earth rotation angle of IAU 2000, with UTC for UT1: a second is nothing here.
double earth_angle_rad(const Epoch& epoch, Time t) {
  const JulianDate utc = epoch.utc_julian(t);
  const double days = (utc.day - 2451545.0) + utc.fraction;
  return kTurn * (0.7790572732640 + 1.00273781191135448 * days);
}

/// By how much J2 makes the radius of a nearly circular orbit differ from the mean semi-major axis:
/// Brouwer's short-periodic terms at e = 0, whose constant part is the mean osculating axis' own.
double oblate_radius_m(double a_m, double inclination_rad, double latitude_argument_rad) {
  const double s = std::sin(inclination_rad);
  const double unit_m = orbit::kJ2 * orbit::kGravityRadius_m * orbit::kGravityRadius_m / a_m;
  return unit_m *
         (0.25 * s * s * std::cos(2.0 * latitude_argument_rad) - 0.75 * (2.0 - 3.0 * s * s));
}

orbit::Vector3 turned(const orbit::Vector3& r, double angle_rad) {
  const double c = std::cos(angle_rad), s = std::sin(angle_rad);
  return {c * r.x() + s * r.y(), c * r.y() - s * r.x(), r.z()};
}

} // namespace

DecayForecast::Rates DecayForecast::rates(const orbit::MeanOrbit& orbit, double a_m, double e,
                                          double perigee_rad, double ballistic_m2_kg) const {
  const orbit::Vector3 sun = bodies_.positions(orbit.time).sun_m;
  const double angle = earth_angle_rad(epoch_, orbit.time);
  std::array<orbit::DensityPoint, kPlaces> points;
  std::array<double, kPlaces> density{};
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const double anomaly = kTurn * (static_cast<double>(i) + 0.5) / kPlaces;
    const orbit::State state = orbit::to_cartesian({a_m, e, orbit.inclination_rad, orbit.raan_rad,
                                                    perigee_rad, anomaly - e * std::sin(anomaly)});
    points[i].time = orbit.time;
    const double ahead =
        perigee_rad + std::atan2(std::sqrt(1.0 - e * e) * std::sin(anomaly), std::cos(anomaly) - e);
    const double rise = oblate_radius_m(a_m, orbit.inclination_rad, ahead) / a_m;
    points[i].r_itrf_m = (1.0 + rise) * turned(state.r_m, angle);
    points[i].place = orbit::to_geodetic(points[i].r_itrf_m);
    points[i].sun_itrf_m = turned(sun, angle);
    points[i].hour_angle_rad = orbit::hour_angle_rad(state.r_m, sun);
  }
  air_->densities_kg_m3(points, density);
  Rates sum;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const double anomaly = kTurn * (static_cast<double>(i) + 0.5) / kPlaces;
    const double c = std::cos(anomaly);
    const double r_m = a_m * (1.0 - e * c);
    const double v_m_s = std::sqrt(orbit::kMu_m3_s2 / a_m * (1.0 + e * c) / (1.0 - e * c));
    const double air =
        1.0 - r_m * orbit::Earth::kRotationRate_rad_s * std::cos(orbit.inclination_rad) / v_m_s;
    const double push = ballistic_m2_kg * density[i] * air * air * (1.0 - e * c) / kPlaces;
    const double cos_true = (c - e) / (1.0 - e * c);
    sum.a_m_s -= push * a_m * a_m * v_m_s * v_m_s * v_m_s / orbit::kMu_m3_s2;
    sum.e_s -= push * v_m_s * (e + cos_true);
  }
  return sum;
}

double DecayForecast::lifetime_s(const orbit::MeanOrbit& start, double mass_kg,
                                 double most_s) const {
  orbit::MeanOrbit orbit = start;
  double a_m = start.semi_major_axis_m, e = start.eccentricity();
  double perigee_rad = start.perigee_argument_rad();
  const double ballistic_m2_kg = area_m2_ / mass_kg;
  for (double t_s = 0.0; t_s < most_s;) {
    if (a_m * (1.0 - e) < kEquatorRadius_m + kEnd_m) {
      return t_s;
    }
    const auto node = orbit::mean_rates(a_m, orbit.inclination_rad);
    const double c = std::cos(orbit.inclination_rad);
    // Of the perigee, by the ratio of both drifts: (5 c2 - 1)/2 to -c.
    const double turn_s =
        std::abs(c) > 1e-9 ? node.raan_rad_s * (1.0 - 5.0 * c * c) / (2.0 * c) : 0.0;
    const Rates first = rates(orbit, a_m, e, perigee_rad, ballistic_m2_kg);
    const double step_s =
        std::min({kLongestStep_s, kFall_m / std::max(-first.a_m_s, 1e-12), most_s - t_s});
    const double half_s = 0.5 * step_s;
    const auto advance = [&](double s) {
      orbit.time += round_seconds(s);
      orbit.raan_rad += node.raan_rad_s * s;
      perigee_rad += turn_s * s;
    };
    advance(half_s);
    const Rates middle = rates(orbit, a_m + half_s * first.a_m_s,
                               std::max(0.0, e + half_s * first.e_s), perigee_rad, ballistic_m2_kg);
    advance(half_s);
    a_m += step_s * middle.a_m_s;
    e = std::max(0.0, e + step_s * middle.e_s);
    t_s += step_s;
  }
  return most_s;
}

} // namespace urker::spacecraft
