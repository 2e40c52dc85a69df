#include "link/antenna/small_antennas.hpp"

#include "base/decibel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kEarthRadius_m = 6371e3;

double sinc(double x) {
  return std::abs(x) < 1e-6 ? 1.0 : std::sin(x) / x;
}

} // namespace

PatchAntenna::PatchAntenna(double length, double width, double efficiency, double back_dbi)
    : length_(length), width_(width), back_dbi_(back_dbi),
      peak_gain_dbi_(to_db(efficiency / mean_power([this](double off, double around) {
                             return power(off, around);
                           }))) {}

double PatchAntenna::power(double off_axis_rad, double around_rad) const {
  if (off_axis_rad >= 0.5 * kPi) {
    return 0.0;
  }
  const double sine = std::sin(off_axis_rad);
  const double x = std::cos(around_rad);
  const double y = std::sin(around_rad);
  const double slots = sinc(kPi * width_ * sine * y) * std::cos(kPi * length_ * sine * x);
  const double cross = std::cos(off_axis_rad) * y;
  return slots * slots * (x * x + cross * cross);
}

double PatchAntenna::gain_dbi(double off_axis_rad, double around_rad) const {
  const double p = power(off_axis_rad, around_rad);
  return p > 0.0 ? std::max(peak_gain_dbi_ + to_db(p), back_dbi_) : back_dbi_;
}

HelixAntenna::HelixAntenna(int turns, double circumference, double spacing, double efficiency,
                           double back_dbi)
    : turns_(turns), circumference_(circumference), spacing_(spacing), back_dbi_(back_dbi),
      peak_gain_dbi_(
          to_db(efficiency / mean_power([this](double off, double) { return power(off); }))) {}

double HelixAntenna::power(double off_axis_rad) const {
  if (off_axis_rad >= 0.5 * kPi) {
    return 0.0;
  }
  // Phase between turns: along the axis each lags by a turn and by 1/(2N) of one more.
  const double psi = 2.0 * kPi * (spacing_ * (1.0 - std::cos(off_axis_rad)) + 0.5 / turns_);
  const double array =
      std::sin(0.5 * kPi / turns_) * std::sin(0.5 * turns_ * psi) / std::sin(0.5 * psi);
  const double field = array * std::cos(off_axis_rad);
  return field * field;
}

double HelixAntenna::gain_dbi(double off_axis_rad, double /*around_rad*/) const {
  const double p = power(off_axis_rad);
  return p > 0.0 ? std::max(peak_gain_dbi_ + to_db(p), back_dbi_) : back_dbi_;
}

double HelixAntenna::kraus_width_rad() const {
  return 52.0 * kPi / 180.0 / (circumference_ * std::sqrt(turns_ * spacing_));
}

double range_at_nadir_angle_m(double orbit_radius_m, double nadir_angle_rad) {
  const double limb = std::asin(kEarthRadius_m / orbit_radius_m);
  const double angle = std::min(nadir_angle_rad, limb);
  const double across_m = orbit_radius_m * std::sin(angle);
  return orbit_radius_m * std::cos(angle) -
         std::sqrt(std::max(kEarthRadius_m * kEarthRadius_m - across_m * across_m, 0.0));
}

IsofluxAntenna::IsofluxAntenna(double altitude_m, double edge_rad, double roll_off_width_rad,
                               double efficiency)
    : radius_m_(kEarthRadius_m + altitude_m), edge_rad_(edge_rad), width_rad_(roll_off_width_rad),
      edge_range_m_(range_at_nadir_angle_m(radius_m_, edge_rad)) {
  edge_gain_dbi_ = to_db(
      efficiency / mean_power([this](double off, double) { return from_db(relative_db(off)); }));
}

double IsofluxAntenna::relative_db(double off_axis_rad) const {
  if (off_axis_rad <= edge_rad_) {
    return 2.0 * to_db(range_at_nadir_angle_m(radius_m_, off_axis_rad) / edge_range_m_);
  }
  const double beyond = (off_axis_rad - edge_rad_) / width_rad_;
  return -12.0 * beyond * beyond;
}

double IsofluxAntenna::gain_dbi(double off_axis_rad, double /*around_rad*/) const {
  return edge_gain_dbi_ + relative_db(off_axis_rad);
}

} // namespace urker::link
