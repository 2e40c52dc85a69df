#pragma once

#include "orbit/analytic/keplerian_elements.hpp"
#include "orbit/trajectory.hpp"

#include <functional>

namespace urker::orbit {

/// A nearly circular orbit without its short-periodic oscillations. The plane's angles refer to the
/// equator of GCRF.
struct MeanOrbit {
  Time time;
  double semi_major_axis_m = 0.0;
  double e_cos = 0.0, e_sin = 0.0; ///< eccentricity times cosine and sine of the perigee's argument
  double inclination_rad = 0.0;
  double raan_rad = 0.0;
  double latitude_argument_rad = 0.0; ///< mean one: argument of perigee plus mean anomaly

  [[nodiscard]] double eccentricity() const;
  [[nodiscard]] double perigee_argument_rad() const;
};

/// Rates by J2, first order, for a nearly circular orbit.
struct MeanRates {
  double latitude_argument_rad_s = 0.0;
  double raan_rad_s = 0.0;
};
[[nodiscard]] MeanRates mean_rates(double semi_major_axis_m, double inclination_rad);

/// The mean over the revolution of an orbit in GCRF that ends at `t`: of osculating elements at 48
/// instants of equal distance. What is left of the field's tesseral terms is some metres. `later`
/// tells what thrust added to the semi-major axis from an instant to `t`, which is taken into
/// account.
[[nodiscard]] MeanOrbit mean_orbit(const Trajectory& trajectory, Time t,
                                   const std::function<double(Time)>& later = {});
/// How long before `t` it begins.
[[nodiscard]] Duration revolution_before(const State& state);

} // namespace urker::orbit
