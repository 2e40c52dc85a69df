#include "orbit/sgp4/sgp4_model.hpp"

#include <cmath>

namespace urker::orbit::sgp4 {

namespace {

constexpr double kJ3OverJ2 = kJ3 / kJ2;

double cube(double x) {
  return x * x * x;
}

/// The perigee's radius less one at which the atmosphere's model changes.
double height(double km) {
  return km / kEarthRadius_km;
}

/// Density falls as ((q0 - s) / (r - s))^4.
struct Atmosphere {
  double s = 0.0;      ///< Earth radii
  double q0_s_4 = 0.0; ///< (q0 - s)^4
};

Atmosphere atmosphere(double perigee_height_km) {
  double s_km = 78.0;
  if (perigee_height_km < 98.0) {
    s_km = 20.0;
  } else if (perigee_height_km < 156.0) {
    s_km = perigee_height_km - 78.0;
  }
  const double q0_s = height(120.0 - s_km);
  return {height(s_km) + 1.0, q0_s * q0_s * q0_s * q0_s};
}

} // namespace

double brouwer_mean_motion(double kozai, double eccentricity, double inclination) {
  const double cos_i = std::cos(inclination);
  const double beta2 = 1.0 - eccentricity * eccentricity;
  const double oblateness = 0.75 * kJ2 * (3.0 * cos_i * cos_i - 1.0) / (std::sqrt(beta2) * beta2);
  const double a = std::pow(root_mu() / kozai, 2.0 / 3.0);
  const double d = oblateness / (a * a);
  const double better_a = a * (1.0 - d * d - d * (1.0 / 3.0 + 134.0 * d * d / 81.0));
  return kozai / (1.0 + oblateness / (better_a * better_a));
}

double semi_major_axis(double mean_motion) {
  return std::pow(root_mu() / mean_motion, 2.0 / 3.0);
}

SecularRates secular_rates(const Elements& x) {
  const double cos_i = std::cos(x.inclination);
  const double cos2 = cos_i * cos_i;
  const double cos4 = cos2 * cos2;
  const double beta2 = 1.0 - x.eccentricity * x.eccentricity;
  const double p = semi_major_axis(x.mean_motion) * beta2;
  const double inverse_p2 = 1.0 / (p * p);
  const double j2 = 1.5 * kJ2 * inverse_p2 * x.mean_motion;
  const double j2_squared = 0.5 * j2 * kJ2 * inverse_p2;
  const double j4 = -0.46875 * kJ4 * inverse_p2 * inverse_p2 * x.mean_motion;
  SecularRates rates;
  rates.anomaly = x.mean_motion + 0.5 * j2 * std::sqrt(beta2) * (3.0 * cos2 - 1.0) +
                  0.0625 * j2_squared * std::sqrt(beta2) * (13.0 - 78.0 * cos2 + 137.0 * cos4);
  rates.perigee = -0.5 * j2 * (1.0 - 5.0 * cos2) +
                  0.0625 * j2_squared * (7.0 - 114.0 * cos2 + 395.0 * cos4) +
                  j4 * (3.0 - 36.0 * cos2 + 49.0 * cos4);
  rates.node = -j2 * cos_i +
               (0.5 * j2_squared * (4.0 - 19.0 * cos2) + 2.0 * j4 * (3.0 - 7.0 * cos2)) * cos_i;
  return rates;
}

namespace {

/// The higher powers of time, for orbits whose perigee is above 220 km.
void set_high_orders(double a, double s, double xi, double c1, DragTerms& drag) {
  const double c1_2 = c1 * c1;
  drag.d2 = 4.0 * a * xi * c1_2;
  const double d3_part = drag.d2 * xi * c1 / 3.0;
  drag.d3 = (17.0 * a + s) * d3_part;
  drag.d4 = 0.5 * d3_part * a * xi * (221.0 * a + 31.0 * s) * c1;
  drag.l3 = drag.d2 + 2.0 * c1_2;
  drag.l4 = 0.25 * (3.0 * drag.d3 + c1 * (12.0 * drag.d2 + 10.0 * c1_2));
  drag.l5 = 0.2 * (3.0 * drag.d4 + 12.0 * c1 * drag.d3 + 6.0 * drag.d2 * drag.d2 +
                   15.0 * c1_2 * (2.0 * drag.d2 + c1_2));
}

} // namespace

DragTerms drag_terms(const Elements& x, double bstar, bool deep_space) {
  const double e = x.eccentricity;
  const double a = semi_major_axis(x.mean_motion);
  const double beta2 = 1.0 - e * e;
  const double perigee_height = a * (1.0 - e) - 1.0;
  const Atmosphere air = atmosphere(perigee_height * kEarthRadius_km);
  const double sin_i = std::sin(x.inclination);
  const double cos2 = std::cos(x.inclination) * std::cos(x.inclination);

  const double xi = 1.0 / (a - air.s);
  const double eta = a * e * xi;
  const double eta2 = eta * eta;
  const double e_eta = e * eta;
  const double psi2 = std::abs(1.0 - eta2);
  const double density = air.q0_s_4 * std::pow(xi, 4.0);
  const double factor = density / std::pow(psi2, 3.5);

  DragTerms drag;
  drag.simple = deep_space || perigee_height < height(220.0);
  const double c2 =
      factor * x.mean_motion *
      (a * (1.0 + 1.5 * eta2 + e_eta * (4.0 + eta2)) +
       0.375 * kJ2 * xi / psi2 * (3.0 * cos2 - 1.0) * (8.0 + 3.0 * eta2 * (8.0 + eta2)));
  const double c4_j2 =
      -3.0 * (3.0 * cos2 - 1.0) * (1.0 - 2.0 * e_eta + eta2 * (1.5 - 0.5 * e_eta)) +
      0.75 * (1.0 - cos2) * (2.0 * eta2 - e_eta * (1.0 + eta2)) * std::cos(2.0 * x.perigee);
  const double c4 =
      2.0 * x.mean_motion * factor * a * beta2 *
      (eta * (2.0 + 0.5 * eta2) + e * (0.5 + 2.0 * eta2) - kJ2 * xi / (a * psi2) * c4_j2);
  drag.c1 = bstar * c2;
  const double p = a * beta2;
  const double node_rate = -1.5 * kJ2 / (p * p) * x.mean_motion * std::cos(x.inclination);
  drag.node = 3.5 * beta2 * node_rate * drag.c1;
  drag.e1 = bstar * c4;
  drag.l2 = 1.5 * drag.c1;
  if (drag.simple) {
    return drag;
  }
  drag.e2 = bstar * 2.0 * factor * a * beta2 * (1.0 + 2.75 * (eta2 + e_eta) + e_eta * eta2);
  constexpr double kCircular = 1.0e-4; // below it the terms with 1/e are dropped
  if (e > kCircular) {
    const double c3 = -2.0 * density * xi * kJ3OverJ2 * x.mean_motion * sin_i / e;
    drag.perigee_rate = bstar * c3 * std::cos(x.perigee);
    drag.anomaly_cubic = -2.0 / 3.0 * density * bstar / e_eta;
  }
  drag.eta = eta;
  drag.epoch_cube = cube(1.0 + eta * std::cos(x.anomaly));
  drag.epoch_sin_anomaly = std::sin(x.anomaly);
  set_high_orders(a, air.s, xi, drag.c1, drag);
  return drag;
}

double root_mu() {
  static const double value = 60.0 / std::sqrt(cube(kEarthRadius_km) / kMu_km3_s2);
  return value;
}

InclinationTerms::InclinationTerms(double inclination)
    : sin_i(std::sin(inclination)), cos_i(std::cos(inclination)),
      three_cos2_minus_1(3.0 * cos_i * cos_i - 1.0), one_minus_cos2(1.0 - cos_i * cos_i),
      seven_cos2_minus_1(7.0 * cos_i * cos_i - 1.0), j3_node(-0.5 * kJ3OverJ2 * sin_i),
      // Finite for the exactly retrograde equatorial orbit.
      j3_longitude(-0.25 * kJ3OverJ2 * sin_i * (3.0 + 5.0 * cos_i) /
                   (std::abs(1.0 + cos_i) > 1.5e-12 ? 1.0 + cos_i : 1.5e-12)) {}

} // namespace urker::orbit::sgp4
