#pragma once

#include "base/field_types.hpp"
#include "link/antenna/pattern.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace urker::link {

/// Side lobes of earth stations as the Recommendations bound them, by the angle off the axis;
/// nothing where a Recommendation says nothing.
/// ITU-R S.465-6: from some beam widths off the axis on.
[[nodiscard]] std::optional<double> s465_dbi(double diameter_wavelengths, double off_axis_rad);
/// ITU-R S.580-6: near the geostationary arc, dishes of 50 wavelengths and more.
[[nodiscard]] std::optional<double> s580_dbi(double diameter_wavelengths, double off_axis_rad);
/// ITU-R F.699: everywhere, from the peak gain.
[[nodiscard]] double f699_dbi(double diameter_wavelengths, double peak_gain_dbi,
                              double off_axis_rad);

enum class SideLobes { s465, s580, f699 };

/// A dish whose main beam is a parabola in decibels and whose side lobes are those of a mask, the
/// higher of both; nearer the axis than a mask begins, its first value stands in.
class MaskedDish : public AntennaPattern {
 public:
  MaskedDish(double diameter_m, double frequency_hz, double efficiency, SideLobes mask);
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;

 private:
  [[nodiscard]] std::optional<double> mask_dbi(double off_axis_rad) const;

  double peak_gain_dbi_, width_rad_, diameter_wavelengths_;
  SideLobes mask_;
};

} // namespace urker::link

template <>
struct urker::EnumNames<urker::link::SideLobes> {
  static constexpr std::array<std::string_view, 3> names{"s465", "s580", "f699"};
};
