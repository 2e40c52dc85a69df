#include "link/antenna/dish.hpp"

#include "base/decibel.hpp"
#include "link/budget/terms.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

double in_wavelengths(double length_m, double frequency_hz) {
  return length_m * frequency_hz / kSpeedOfLight_m_s;
}

} // namespace

double dish_gain_dbi(double diameter_m, double frequency_hz, double efficiency) {
  const double circumference = std::numbers::pi * in_wavelengths(diameter_m, frequency_hz);
  return 10.0 * std::log10(efficiency * circumference * circumference);
}

double dish_width_rad(double diameter_m, double frequency_hz) {
  return kDishWidth_rad / in_wavelengths(diameter_m, frequency_hz);
}

double dish_width_of_gain_rad(double gain, double efficiency) {
  const double diameter_wavelengths = std::sqrt(gain / efficiency) / std::numbers::pi;
  return std::min(kDishWidth_rad / diameter_wavelengths, std::numbers::pi / 2.0);
}

double surface_loss_db(double rms_error_m, double frequency_hz) {
  const double phase_rad = 4.0 * std::numbers::pi * in_wavelengths(rms_error_m, frequency_hz);
  return 10.0 * std::numbers::log10e * phase_rad * phase_rad;
}

double pointing_loss_db(double off_axis_rad, double half_power_width_rad) {
  const double ratio = off_axis_rad / half_power_width_rad;
  return 12.0 * ratio * ratio;
}

double ParabolicBeam::gain_dbi(double off_axis_rad, double /*around_rad*/) const {
  return std::max(peak_gain_dbi_ - pointing_loss_db(off_axis_rad, width_rad_), floor_dbi_);
}

GaussianBeam::GaussianBeam(double peak_gain_dbi, double width_x_rad, double width_y_rad,
                           double floor_dbi)
    : peak_gain_dbi_(peak_gain_dbi), width_x_rad_(width_x_rad), width_y_rad_(width_y_rad),
      floor_(from_db(floor_dbi - peak_gain_dbi)) {}

double GaussianBeam::gain_dbi(double off_axis_rad, double around_rad) const {
  const double x = off_axis_rad * std::cos(around_rad) / width_x_rad_;
  const double y = off_axis_rad * std::sin(around_rad) / width_y_rad_;
  const double power = std::exp(-4.0 * std::numbers::ln2 * (x * x + y * y));
  return peak_gain_dbi_ + 10.0 * std::log10(power + floor_);
}

UniformAperture::UniformAperture(double diameter_m, double frequency_hz, double efficiency,
                                 double floor_dbi)
    : peak_gain_dbi_(dish_gain_dbi(diameter_m, frequency_hz, efficiency)),
      circumference_(std::numbers::pi * in_wavelengths(diameter_m, frequency_hz)),
      floor_dbi_(floor_dbi) {}

double UniformAperture::gain_dbi(double off_axis_rad, double /*around_rad*/) const {
  if (off_axis_rad >= std::numbers::pi / 2.0) {
    return floor_dbi_;
  }
  const double u = circumference_ * std::sin(off_axis_rad);
  const double field = u < 1e-4 ? 1.0 : 2.0 * ::j1(u) / u;
  return std::max(peak_gain_dbi_ + 10.0 * std::log10(field * field), floor_dbi_);
}

} // namespace urker::link
