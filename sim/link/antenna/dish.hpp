#pragma once

#include "link/antenna/pattern.hpp"

#include <numbers>

namespace urker::link {

/// Gain of an aperture: efficiency (pi D / lambda)^2.
[[nodiscard]] double dish_gain_dbi(double diameter_m, double frequency_hz, double efficiency);

/// Full width of a dish's beam at half power times its diameter in wavelengths: 70 deg (G. Maral,
/// M. Bousquet, "Satellite Communications Systems", section 5.2).
inline constexpr double kDishWidth_rad = 70.0 * std::numbers::pi / 180.0;

/// Full width of a dish's beam at half power.
[[nodiscard]] double dish_width_rad(double diameter_m, double frequency_hz);

/// That of a dish of a gain (a ratio), no wider than 90 deg: below some 10 dB the rule is none, and
/// no beam looks behind itself.
[[nodiscard]] double dish_width_of_gain_rad(double gain, double efficiency);

/// Gain that a surface's errors cost: J. Ruze, "Antenna tolerance theory", Proceedings of the IEEE
/// 54 (1966), exp(-(4 pi error / wavelength)^2).
[[nodiscard]] double surface_loss_db(double rms_error_m, double frequency_hz);

/// Loss by pointing off the axis: 12 dB (angle / width)^2, the parabola in decibels that a Gaussian
/// beam is but for 0.3 %.
[[nodiscard]] double pointing_loss_db(double off_axis_rad, double half_power_width_rad);

/// A parabola in decibels, down to a floor of side lobes.
class ParabolicBeam : public AntennaPattern {
 public:
  ParabolicBeam(double peak_gain_dbi, double half_power_width_rad, double floor_dbi)
      : peak_gain_dbi_(peak_gain_dbi), width_rad_(half_power_width_rad), floor_dbi_(floor_dbi) {}
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;

 private:
  double peak_gain_dbi_, width_rad_, floor_dbi_;
};

/// exp(-4 ln2 (angle / width)^2), widths of its own along x and y, on a floor that adds in power.
class GaussianBeam : public AntennaPattern {
 public:
  GaussianBeam(double peak_gain_dbi, double width_x_rad, double width_y_rad, double floor_dbi);
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;

 private:
  double peak_gain_dbi_, width_x_rad_, width_y_rad_, floor_;
};

/// A round aperture evenly illuminated: (2 J1(u) / u)^2 with u = pi D sin(angle) / lambda, on the
/// front; its nulls and the back have a floor.
class UniformAperture : public AntennaPattern {
 public:
  UniformAperture(double diameter_m, double frequency_hz, double efficiency, double floor_dbi);
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;

 private:
  double peak_gain_dbi_, circumference_, floor_dbi_; ///< circumference in wavelengths
};

} // namespace urker::link
