#pragma once

#include "orbit/trajectory.hpp"

namespace urker::orbit {

/// Gravity as in EGM2008 (tide free): mu in m3/s2, reference radius in m, J2 = -sqrt(5) C20.
inline constexpr double kMu_m3_s2 = 3.986004415e14;
inline constexpr double kGravityRadius_m = 6378136.3;
inline constexpr double kJ2 = 1.0826261738522e-3;

/// An ellipse about the Earth's centre and a place on it. Osculating or mean, as the user says;
/// inclination, node and perigee refer to the equator (xy plane) and the x axis of the frame in
/// which they are used, in GCRF nearly the equator and equinox of J2000.
struct KeplerianElements {
  double semi_major_axis_m = 0.0;
  double eccentricity = 0.0; ///< from 0 to below 1
  double inclination_rad = 0.0;
  double raan_rad = 0.0; ///< right ascension of the ascending node
  double argument_of_perigee_rad = 0.0;
  double mean_anomaly_rad = 0.0;
};

/// Eccentric anomaly of a mean anomaly; both rad, on the same revolution.
[[nodiscard]] double eccentric_anomaly(double mean_anomaly_rad, double eccentricity);

[[nodiscard]] State to_cartesian(const KeplerianElements& elements);

/// Osculating elements of a state. Without a node (equatorial) it is put at the x axis, without a
/// perigee (circular) at the node, so that the elements give the state back. Throws
/// `Error{invalid_input}` for an orbit that is no ellipse or has no plane.
[[nodiscard]] KeplerianElements to_keplerian(const State& state);

} // namespace urker::orbit
