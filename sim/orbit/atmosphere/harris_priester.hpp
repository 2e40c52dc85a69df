#pragma once

#include "orbit/atmosphere/atmosphere.hpp"

namespace urker::orbit {

/// Static atmosphere of Harris and Priester with a day bulge that lags the Sun by 30 degrees of
/// right ascension: Montenbruck and Gill, Satellite Orbits (2000), section 3.5.2, table 3.8, for
/// mean solar activity (10.7 cm flux about 150). Height is geodetic on WGS84; Orekit takes that
/// along the radius, up to 4 m more in LEO, so its densities are up to 8e-5 less.
///
/// Zero above 1000 km; below 100 km the first interval's slope goes on. Leaves out the changes of
/// the Sun's activity, which move the density at 500 km by a factor of ten over its cycle.
class HarrisPriester final : public Atmosphere {
 public:
  /// The exponent n of cos^n(psi/2), psi being the angle from the bulge: 2 for orbits near the
  /// equator to 6 for polar ones.
  explicit HarrisPriester(double exponent) : half_exponent_(0.5 * exponent) {}
  [[nodiscard]] double density_kg_m3(const DensityPoint& point) const override;

 private:
  double half_exponent_;
};

} // namespace urker::orbit
