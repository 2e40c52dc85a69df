#pragma once

#include "orbit/force/gravity.hpp"
#include "orbit/trajectory.hpp"

namespace urker::spacecraft {

/// The Earth's main magnetic field to degree 10, body-fixed. The field of currents above the ground
/// is left out: within some 4 Earth radii it matters little.
class MagneticField {
 public:
  /// Of DGRF 1965, near the fields that the AP-8 maps of trapped protons are drawn in.
  [[nodiscard]] static const MagneticField& of_1965();
  /// Of IGRF-13, from 2020 on with its change a year.
  [[nodiscard]] static MagneticField at_year(double year);

  /// ITRF, tesla.
  [[nodiscard]] orbit::Vector3 at(const orbit::Vector3& r_m) const;
  /// Of the dipole, T m3, over the cube of the reference radius: the field at its equator, tesla.
  [[nodiscard]] double dipole_t() const { return dipole_t_.norm(); }
  /// The L of the dipole that fits best, which is not at the Earth's centre (A. C. Fraser-Smith,
  /// Rev. Geophys. 25 (1987) 1): good to some 10 % in low orbits, at no cost.
  [[nodiscard]] double eccentric_l(const orbit::Vector3& r_m) const;

  static constexpr double kRadius_m = 6371.2e3;

 private:
  /// Coefficients of degree n and order m by `coefficient(n, m) -> {g, h}` in tesla.
  template <class Coefficient>
  explicit MagneticField(const Coefficient& coefficient);

  orbit::Vector3 dipole_t_; ///< g11, h11, g10
  orbit::Vector3 centre_m_; ///< of the eccentric dipole
  orbit::GravityModel multipoles_;
};

} // namespace urker::spacecraft
