#include "spacecraft/illumination.hpp"

#include "base/error.hpp"
#include "orbit/angles.hpp"
#include "orbit/earth/geodesy.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

namespace {

constexpr double kSunRadius_m = 695.7e6; // IAU 2015 nominal

double half_angle(double radius_m, double distance_m) {
  return std::asin(std::min(1.0, radius_m / distance_m));
}

} // namespace

double sunlit_fraction(const orbit::Vector3& satellite_itrf_m, const orbit::Vector3& sun_itrf_m) {
  const orbit::Vector3 stretch(1.0, 1.0, 1.0 / (1.0 - orbit::kEarthFlattening));
  const orbit::Vector3 r_m = satellite_itrf_m.cwiseProduct(stretch);
  const orbit::Vector3 to_sun_m = sun_itrf_m.cwiseProduct(stretch) - r_m;
  const double sun = half_angle(kSunRadius_m, to_sun_m.norm());
  const double earth = half_angle(orbit::kEarthEquatorialRadius_m, r_m.norm());
  const double apart = std::atan2(r_m.cross(to_sun_m).norm(), -r_m.dot(to_sun_m));
  if (apart >= sun + earth) {
    return 1.0;
  }
  if (apart <= std::abs(earth - sun)) {
    return earth >= sun ? 0.0 : 1.0 - (earth * earth) / (sun * sun);
  }
  // Area of the lens of two circles over the Sun's disc.
  const double x = (apart * apart + sun * sun - earth * earth) / (2.0 * apart);
  const double y = std::sqrt(std::max(0.0, sun * sun - x * x));
  const double lens = sun * sun * std::acos(std::clamp(x / sun, -1.0, 1.0)) +
                      earth * earth * std::acos(std::clamp((apart - x) / earth, -1.0, 1.0)) -
                      apart * y;
  return std::clamp(1.0 - lens / (std::numbers::pi * sun * sun), 0.0, 1.0);
}

double sun_angle_rad(const orbit::Vector3& satellite_itrf_m, const orbit::Vector3& direction,
                     const orbit::Vector3& sun_itrf_m) {
  return sunlit_fraction(satellite_itrf_m, sun_itrf_m) > 0.0
             ? orbit::angle_between_rad(direction, sun_itrf_m - satellite_itrf_m)
             : std::numbers::pi;
}

Illumination::Illumination(std::function<double(Time)> fraction) : fraction_(std::move(fraction)) {}

void Illumination::add(const access::Eclipse& e) {
  const auto& [begin, end, begin_clipped, end_clipped] = e.penumbra;
  require(corners_.empty() || corners_.back().time <= begin,
          "an eclipse begins before the one before it ends");
  if (e.umbra.begin == kNotYet) {
    const Time middle = begin + (end - begin) / 2;
    corners_.push_back({begin, begin_clipped ? fraction_(begin) : 1.0});
    corners_.push_back({middle, fraction_(middle)});
    corners_.push_back({end, end_clipped ? fraction_(end) : 1.0});
    return;
  }
  if (begin < e.umbra.begin || !begin_clipped) {
    corners_.push_back({begin, begin_clipped ? fraction_(begin) : 1.0});
  }
  corners_.push_back({e.umbra.begin, 0.0});
  corners_.push_back({e.umbra.end, 0.0});
  if (e.umbra.end < end || !end_clipped) {
    corners_.push_back({end, end_clipped ? fraction_(end) : 1.0});
  }
}

std::vector<Illumination::Corner>::const_iterator Illumination::corner_after(Time t) const {
  return std::upper_bound(corners_.begin(), corners_.end(), t,
                          [](Time time, const Corner& c) { return time < c.time; });
}

void Illumination::forget(Time t) {
  const auto next = corner_after(t);
  if (next != corners_.begin()) {
    corners_.erase(corners_.begin(), next - 1); // the piece at t begins there
  }
}

Illumination::Piece Illumination::at(Time t) const {
  const auto next = corner_after(t);
  if (next == corners_.end()) {
    // Below one only where the search ended within an eclipse.
    return {corners_.empty() ? 1.0 : corners_.back().fraction, 0.0, kNever};
  }
  if (next == corners_.begin()) {
    return {1.0, 0.0, next->time};
  }
  const Corner& before = *(next - 1);
  const double slope_per_s =
      (next->fraction - before.fraction) / to_seconds(next->time - before.time);
  return {before.fraction + slope_per_s * to_seconds(t - before.time), slope_per_s, next->time};
}

} // namespace urker::spacecraft
