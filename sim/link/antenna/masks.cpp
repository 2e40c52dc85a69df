#include "link/antenna/masks.hpp"

#include "link/antenna/dish.hpp"
#include "link/budget/terms.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kFarOut_deg = 48.0; // from where on all have their last value
constexpr double kFarOut_dbi = -10.0;

double falling(double at_one_degree_dbi, double degrees) {
  return at_one_degree_dbi - 25.0 * std::log10(degrees);
}

/// Where S.465-6 begins.
double s465_begin_deg(double d) {
  return d >= 50.0 ? std::max(1.0, 100.0 / d) : std::max(2.0, 114.0 * std::pow(d, -1.09));
}

} // namespace

std::optional<double> s465_dbi(double diameter_wavelengths, double off_axis_rad) {
  const double degrees = off_axis_rad / kDegree;
  if (degrees < s465_begin_deg(diameter_wavelengths)) {
    return std::nullopt;
  }
  return degrees < kFarOut_deg ? falling(32.0, degrees) : kFarOut_dbi;
}

std::optional<double> s580_dbi(double diameter_wavelengths, double off_axis_rad) {
  const double degrees = off_axis_rad / kDegree;
  if (diameter_wavelengths < 50.0 || degrees < std::max(1.0, 100.0 / diameter_wavelengths)) {
    return std::nullopt;
  }
  if (degrees <= 20.0) {
    return falling(29.0, degrees);
  }
  return degrees <= 26.3 ? -3.5 : s465_dbi(diameter_wavelengths, off_axis_rad);
}

double f699_dbi(double diameter_wavelengths, double peak_gain_dbi, double off_axis_rad) {
  const double d = diameter_wavelengths;
  const double degrees = off_axis_rad / kDegree;
  const double first_lobe_dbi = 2.0 + 15.0 * std::log10(d);
  const double beam_deg = 20.0 / d * std::sqrt(std::max(peak_gain_dbi - first_lobe_dbi, 0.0));
  if (degrees < beam_deg) {
    return peak_gain_dbi - 2.5e-3 * (d * degrees) * (d * degrees);
  }
  const bool large = d > 100.0;
  if (degrees < (large ? 15.85 * std::pow(d, -0.6) : 100.0 / d)) {
    return first_lobe_dbi;
  }
  const double smaller = large ? 0.0 : 20.0 - 10.0 * std::log10(d); // than 100 wavelengths
  return degrees < kFarOut_deg ? falling(32.0 + smaller, degrees) : kFarOut_dbi + smaller;
}

MaskedDish::MaskedDish(double diameter_m, double frequency_hz, double efficiency, SideLobes mask)
    : peak_gain_dbi_(dish_gain_dbi(diameter_m, frequency_hz, efficiency)),
      width_rad_(dish_width_rad(diameter_m, frequency_hz)),
      diameter_wavelengths_(diameter_m * frequency_hz / kSpeedOfLight_m_s), mask_(mask) {}

std::optional<double> MaskedDish::mask_dbi(double off_axis_rad) const {
  // A dish too small for S.580 has the side lobes of S.465.
  return mask_ == SideLobes::s580 && diameter_wavelengths_ >= 50.0
             ? s580_dbi(diameter_wavelengths_, off_axis_rad)
             : s465_dbi(diameter_wavelengths_, off_axis_rad);
}

double MaskedDish::gain_dbi(double off_axis_rad, double /*around_rad*/) const {
  if (mask_ == SideLobes::f699) {
    return f699_dbi(diameter_wavelengths_, peak_gain_dbi_, off_axis_rad);
  }
  const double beam_dbi = peak_gain_dbi_ - pointing_loss_db(off_axis_rad, width_rad_);
  const auto lobes_dbi = mask_dbi(off_axis_rad);
  if (lobes_dbi) {
    return std::max(beam_dbi, *lobes_dbi);
  }
  const double begin_rad = kDegree * s465_begin_deg(diameter_wavelengths_);
  return std::max(beam_dbi, std::min(peak_gain_dbi_, mask_dbi(begin_rad).value_or(beam_dbi)));
}

} // namespace urker::link
