#include "orbit/sgp4/sgp4_model.hpp"

#include <cmath>
#include <numbers>

// Sun and Moon in SDP4: Hujsak, Spacetrack Report 1 (1979); the figures of their orbits and
// masses as in AIAA 2006-6753. Both go through the same formulae here.
namespace urker::orbit::sgp4 {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

/// An angle by its sine and cosine.
struct Turn {
  double sin = 0.0, cos = 1.0;
};

/// A perturbing body's orbit about the Earth, seen from the satellite's node.
struct BodyOrbit {
  double mean_motion = 0.0;
  double eccentricity = 0.0;
  double strength = 0.0; ///< mass ratio times mean motion: C_s, C_m
  Turn inclination;      ///< to the equator
  Turn perigee;
  Turn node; ///< satellite's node less the body's
  double anomaly = 0.0;
};

/// A direction in the satellite's orbit: from its node (x, y in the plane, z normal), and turned
/// to its perigee.
struct Direction {
  double node_x, node_y, normal;
  double perigee_x, perigee_y;
};

Direction seen_from_orbit(double x, double y, double z, const Turn& inclination,
                          const Turn& perigee) {
  Direction d{};
  d.node_x = x;
  d.node_y = inclination.cos * y + inclination.sin * z;
  d.normal = -inclination.sin * y + inclination.cos * z;
  d.perigee_x = d.node_x * perigee.cos + d.node_y * perigee.sin;
  d.perigee_y = -d.node_x * perigee.sin + d.node_y * perigee.cos;
  return d;
}

Turn turn(double angle) {
  return {std::sin(angle), std::cos(angle)};
}

BodyOrbit sun(double days_since_1950, double node) {
  BodyOrbit body;
  body.mean_motion = 1.19459e-5;
  body.eccentricity = 0.01675;
  body.strength = 2.9864797e-6;
  body.inclination = {0.39785416, 0.91744867};
  body.perigee = {-0.98088458, 0.1945905};
  body.node = turn(node);
  const double days_since_1900 = days_since_1950 + 18261.5;
  body.anomaly = std::fmod(6.2565837 + 0.017201977 * days_since_1900, kTwoPi);
  return body;
}

BodyOrbit moon(double days_since_1950, double node) {
  const double days_since_1900 = days_since_1950 + 18261.5;
  // The node and inclination on the ecliptic, carried over to the equator.
  const double ecliptic_node = std::fmod(4.5236020 - 9.2422029e-4 * days_since_1900, kTwoPi);
  const Turn ecliptic = turn(ecliptic_node);
  BodyOrbit body;
  body.mean_motion = 1.5835218e-4;
  body.eccentricity = 0.05490;
  body.strength = 4.7968065e-7;
  body.inclination.cos = 0.91375164 - 0.03568096 * ecliptic.cos;
  body.inclination.sin = std::sqrt(1.0 - body.inclination.cos * body.inclination.cos);
  Turn equator_node;
  equator_node.sin = 0.089683511 * ecliptic.sin / body.inclination.sin;
  equator_node.cos = std::sqrt(1.0 - equator_node.sin * equator_node.sin);
  const double perigee_longitude = 5.8351514 + 0.0019443680 * days_since_1900;
  const double node_shift =
      std::atan2(0.39785416 * ecliptic.sin / body.inclination.sin,
                 equator_node.cos * ecliptic.cos + 0.91744867 * equator_node.sin * ecliptic.sin);
  body.perigee = turn(perigee_longitude + node_shift - ecliptic_node);
  const Turn satellite = turn(node);
  body.node = {satellite.sin * equator_node.cos - satellite.cos * equator_node.sin,
               satellite.cos * equator_node.cos + satellite.sin * equator_node.sin};
  body.anomaly = std::fmod(4.7199672 + 0.22997150 * days_since_1900 - perigee_longitude, kTwoPi);
  return body;
}

/// The averaged disturbing function's coefficients Z_ij, quadratic in the directions of the body's
/// perigee (p) and of the point 90 degrees later (q).
struct Quadratics {
  double z1, z2, z3, z11, z12, z13, z21, z22, z23, z31, z32, z33;
};

Quadratics quadratics(const Direction& p, const Direction& q, const Turn& perigee, double e2) {
  const double p_s = p.normal * perigee.sin;
  const double p_c = p.normal * perigee.cos;
  const double q_s = q.normal * perigee.sin;
  const double q_c = q.normal * perigee.cos;
  const double px = p.perigee_x;
  const double py = p.perigee_y;
  const double qx = q.perigee_x;
  const double qy = q.perigee_y;
  Quadratics z{};
  z.z31 = 12.0 * px * px - 3.0 * py * py;
  z.z32 = 24.0 * px * qx - 6.0 * py * qy;
  z.z33 = 12.0 * qx * qx - 3.0 * qy * qy;
  const double pp = 3.0 * (p.node_x * p.node_x + p.node_y * p.node_y) + z.z31 * e2;
  const double pq = 6.0 * (p.node_x * q.node_x + p.node_y * q.node_y) + z.z32 * e2;
  const double qq = 3.0 * (q.node_x * q.node_x + q.node_y * q.node_y) + z.z33 * e2;
  z.z1 = 2.0 * pp + (1.0 - e2) * z.z31;
  z.z2 = 2.0 * pq + (1.0 - e2) * z.z32;
  z.z3 = 2.0 * qq + (1.0 - e2) * z.z33;
  z.z11 = -6.0 * p.node_x * p.normal + e2 * (-24.0 * px * p_c - 6.0 * py * p_s);
  z.z12 = -6.0 * (p.node_x * q.normal + q.node_x * p.normal) +
          e2 * (-24.0 * (qx * p_c + px * q_c) - 6.0 * (py * q_s + qy * p_s));
  z.z13 = -6.0 * q.node_x * q.normal + e2 * (-24.0 * qx * q_c - 6.0 * qy * q_s);
  z.z21 = 6.0 * p.node_y * p.normal + e2 * (24.0 * px * p_s - 6.0 * py * p_c);
  z.z22 = 6.0 * (q.node_y * p.normal + p.node_y * q.normal) +
          e2 * (24.0 * (qx * p_s + px * q_s) - 6.0 * (qy * p_c + py * q_c));
  z.z23 = 6.0 * q.node_y * q.normal + e2 * (24.0 * qx * q_s - 6.0 * qy * q_c);
  return z;
}

ThirdBody disturbance(const BodyOrbit& body, const Elements& epoch) {
  const Turn inclination = turn(epoch.inclination);
  const Turn perigee = turn(epoch.perigee);
  const Turn& g = body.perigee;
  const Turn& h = body.node;
  const double body_cos = body.inclination.cos;
  const double body_sin = body.inclination.sin;
  const Direction p = seen_from_orbit(g.cos * h.cos + g.sin * body_cos * h.sin,
                                      -g.cos * h.sin + g.sin * body_cos * h.cos, g.sin * body_sin,
                                      inclination, perigee);
  const Direction q = seen_from_orbit(-g.sin * h.cos + g.cos * body_cos * h.sin,
                                      g.sin * h.sin + g.cos * body_cos * h.cos, g.cos * body_sin,
                                      inclination, perigee);
  const double e = epoch.eccentricity;
  const double e2 = e * e;
  const double beta = std::sqrt(1.0 - e2);
  const Quadratics z = quadratics(p, q, perigee, e2);

  const double s3 = body.strength / epoch.mean_motion;
  const double s2 = -0.5 * s3 / beta;
  const double s4 = s3 * beta;
  const double s1 = -15.0 * e * s4;
  const double s5 = p.perigee_x * p.perigee_y + q.perigee_x * q.perigee_y;
  const double s6 = q.perigee_x * p.perigee_y + p.perigee_x * q.perigee_y;
  const double s7 = q.perigee_x * q.perigee_y - p.perigee_x * p.perigee_y;

  ThirdBody result;
  result.mean_motion = body.mean_motion;
  result.eccentricity = body.eccentricity;
  result.epoch_anomaly = body.anomaly;
  const double n = body.mean_motion;
  result.rates.eccentricity = s1 * n * s5;
  result.rates.inclination = s2 * n * (z.z11 + z.z13);
  result.rates.anomaly = -n * s3 * (z.z1 + z.z3 - 14.0 - 6.0 * e2);
  // Within 3 degrees of the equator the node's rate has no meaning.
  constexpr double kEquatorial = 5.2359877e-2;
  const bool equatorial =
      epoch.inclination < kEquatorial || epoch.inclination > std::numbers::pi - kEquatorial;
  result.rates.node = equatorial ? 0.0 : -n * s2 * (z.z21 + z.z23) / inclination.sin;
  result.rates.perigee = s4 * n * (z.z31 + z.z33 - 6.0) - inclination.cos * result.rates.node;

  const double body_e = body.eccentricity;
  result.eccentricity_terms = {2.0 * s1 * s6, 2.0 * s1 * s7, 0.0};
  result.inclination_terms = {2.0 * s2 * z.z12, 2.0 * s2 * (z.z13 - z.z11), 0.0};
  result.anomaly_terms = {-2.0 * s3 * z.z2, -2.0 * s3 * (z.z3 - z.z1),
                          -2.0 * s3 * (-21.0 - 9.0 * e2) * body_e};
  result.perigee_terms = {2.0 * s4 * z.z32, 2.0 * s4 * (z.z33 - z.z31), -18.0 * s4 * body_e};
  result.node_terms = {-2.0 * s2 * z.z22, -2.0 * s2 * (z.z23 - z.z21), 0.0};
  return result;
}

} // namespace

std::array<ThirdBody, 2> third_bodies(const Elements& epoch, double days_since_1950) {
  return {disturbance(sun(days_since_1950, epoch.node), epoch),
          disturbance(moon(days_since_1950, epoch.node), epoch)};
}

double sidereal_angle(double days_since_1950) {
  // Aoki et al. 1982. In the arithmetic of the reference: the whole turns of the century are added
  // before the reduction, which costs 1e-10 rad.
  const double t = (days_since_1950 + 2433281.5 - 2451545.0) / 36525.0;
  const double seconds = -6.2e-6 * t * t * t + 0.093104 * t * t +
                         (876600.0 * 3600.0 + 8640184.812866) * t + 67310.54841;
  const double angle = std::fmod(seconds * (std::numbers::pi / 180.0) / 240.0, kTwoPi);
  return angle < 0.0 ? angle + kTwoPi : angle;
}

} // namespace urker::orbit::sgp4
