#pragma once

#include "link/antenna/pattern.hpp"

namespace urker::link {

/// A rectangular microstrip patch as two slots on a ground plane: C. Balanis, "Antenna Theory",
/// section 14.2. Lengths in wavelengths in air; x is along the length, the plane of the field.
class PatchAntenna : public AntennaPattern {
 public:
  PatchAntenna(double length, double width, double efficiency, double back_dbi);
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;

 private:
  [[nodiscard]] double power(double off_axis_rad, double around_rad) const;

  double length_, width_, back_dbi_;
  double peak_gain_dbi_;
};

/// A helix in axial mode as N turns with the increased directivity of Hansen and Woodyard: J.
/// Kraus, "Antennas", chapter 7. Circumference 0.75 to 1.33 wavelengths, spacing of turns in
/// wavelengths.
class HelixAntenna : public AntennaPattern {
 public:
  HelixAntenna(int turns, double circumference, double spacing, double efficiency, double back_dbi);
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;
  /// Full width at half power by Kraus's rule: 52 deg / (C sqrt(N S)).
  [[nodiscard]] double kraus_width_rad() const;

 private:
  [[nodiscard]] double power(double off_axis_rad) const;

  int turns_;
  double circumference_, spacing_, back_dbi_;
  double peak_gain_dbi_;
};

/// Lights the Earth's disc evenly from an altitude: the gain makes up for the distance up to an
/// edge by nadir angle and falls off beyond it by 12 dB (angle / width)^2. All power that the
/// efficiency leaves is in the pattern.
class IsofluxAntenna : public AntennaPattern {
 public:
  IsofluxAntenna(double altitude_m, double edge_rad, double roll_off_width_rad, double efficiency);
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;

 private:
  [[nodiscard]] double relative_db(double off_axis_rad) const; ///< to the edge

  double radius_m_; ///< of the orbit
  double edge_rad_, width_rad_;
  double edge_range_m_;
  double edge_gain_dbi_ = 0.0;
};

/// Distance to a sphere of the Earth's mean radius at an angle from the nadir; beyond the limb,
/// that of the limb.
[[nodiscard]] double range_at_nadir_angle_m(double orbit_radius_m, double nadir_angle_rad);

} // namespace urker::link
