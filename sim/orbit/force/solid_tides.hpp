#pragma once

#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <array>

namespace urker::orbit {

/// Whether the pole's wobble deforms the Earth too (IERS Conventions 2010, section 6.4): 0.1 m a
/// day in LEO.
enum class PoleTide { off, solid };

/// What the tides of the solid Earth depend on at an instant.
struct TideInput {
  Vector3 sun_itrf_m = Vector3::Zero();
  Vector3 moon_itrf_m = Vector3::Zero();
  JulianDate tt;
  JulianDate ut1;
  double pole_x_rad = 0.0; ///< polar motion
  double pole_y_rad = 0.0;
  PoleTide pole_tide = PoleTide::solid;
  bool zero_tide_field = false; ///< the field has the permanent tide already: it is taken away here
};

/// Corrections to the fully normalised coefficients of the geopotential, by degree (2 to 4) and
/// order: to be added to those of a tide-free field with this radius and parameter.
struct TideCoefficients {
  static constexpr double kRadius_m = 6378136.3;
  static constexpr double kMu_m3_s2 = 3.986004415e14;
  /// Permanent part of the correction to C20: IERS Conventions 2010, equation 6.14.
  static constexpr double kPermanentC20 = 4.4228e-8 * -0.31460 * 0.30190;
  std::array<std::array<double, 5>, 5> c{};
  std::array<std::array<double, 5>, 5> s{};
};

/// Tides of the solid Earth by Sun and Moon, IERS Conventions 2010, section 6.2: step 1 with the
/// Love numbers of an anelastic Earth (table 6.3: degrees 2 and 3, and degree 4 by degree 2), step
/// 2 with the frequency dependence of degree 2 (tables 6.5a to c), and the solid pole tide (6.4)
/// from the mean pole of the edition of 2010 (cubic to 2010.0, linear from there). They belong to a
/// tide-free field, as the permanent part is contained, unless the input says otherwise. Left out:
/// the tides of ocean and air (a tenth of it), the tides of planets.
///
/// The fastest coefficients turn twice a day: linear interpolation over 60 s errs by 1e-5 of the
/// tide, a cubic over 600 s by 2e-6.
[[nodiscard]] TideCoefficients solid_tides(const TideInput& input);

/// What the coefficients do to a satellite: acceleration in ITRF axes, m/s2. For checks and single
/// calls; a propagator adds the coefficients to its field.
[[nodiscard]] Vector3 tide_acceleration_itrf(const TideCoefficients& tides, const Vector3& itrf_m);

} // namespace urker::orbit
