#include "orbit/analytic/keplerian_elements.hpp"

#include "base/error.hpp"

#include <Eigen/Geometry>
#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace urker::orbit {
namespace {

/// Below these, node and perigee are lost in the state's rounding.
constexpr double kLeastTilt = 1e-12;
constexpr double kLeastEccentricity = 1e-13;

double positive_angle(double angle_rad) {
  constexpr double kTurn = 2.0 * std::numbers::pi;
  const double a = std::fmod(angle_rad, kTurn);
  return a < 0.0 ? a + kTurn : a;
}

} // namespace

double eccentric_anomaly(double mean_anomaly_rad, double eccentricity) {
  constexpr double kTurn = 2.0 * std::numbers::pi;
  const double m = std::remainder(mean_anomaly_rad, kTurn);
  // Newton from beyond the root, where the function is convex, comes down to it without a jump;
  // the bisection guards against rounding near a parabola.
  double low = m < 0.0 ? m - eccentricity : m;
  double high = m < 0.0 ? m : m + eccentricity;
  double e = m < 0.0 ? low : high;
  constexpr int kMostSteps = 60;
  for (int step = 0; step < kMostSteps; ++step) {
    const double error = e - eccentricity * std::sin(e) - m;
    (error > 0.0 ? high : low) = e;
    double next = e - error / (1.0 - eccentricity * std::cos(e));
    if (!(next >= low && next <= high)) {
      next = 0.5 * (low + high);
    }
    const double change = std::abs(next - e);
    e = next;
    if (change <= 1e-16 * (1.0 + std::abs(e))) {
      break;
    }
  }
  return mean_anomaly_rad + (e - m);
}

State to_cartesian(const KeplerianElements& x) {
  const double e = x.eccentricity;
  const double a = x.semi_major_axis_m;
  const double anomaly = eccentric_anomaly(x.mean_anomaly_rad, e);
  const double cos_e = std::cos(anomaly);
  const double sin_e = std::sin(anomaly);
  const double root = std::sqrt((1.0 - e) * (1.0 + e));
  const double speed = std::sqrt(kMu_m3_s2 / a) / (1.0 - e * cos_e);
  const Matrix3 turn = (Eigen::AngleAxisd(x.raan_rad, Vector3::UnitZ()) *
                        Eigen::AngleAxisd(x.inclination_rad, Vector3::UnitX()) *
                        Eigen::AngleAxisd(x.argument_of_perigee_rad, Vector3::UnitZ()))
                           .toRotationMatrix();
  return {turn * Vector3(a * (cos_e - e), a * root * sin_e, 0.0),
          turn * Vector3(-speed * sin_e, speed * root * cos_e, 0.0)};
}

KeplerianElements to_keplerian(const State& state) {
  const double r = state.r_m.norm();
  const Vector3 momentum = state.r_m.cross(state.v_m_s);
  const double h = momentum.norm();
  const double a = 1.0 / (2.0 / r - state.v_m_s.squaredNorm() / kMu_m3_s2);
  if (!(r > 0.0 && h > 0.0 && a > 0.0 && std::isfinite(a) && std::isfinite(h))) {
    throw Error(Cause::invalid_input, "the state is not on an ellipse about the Earth");
  }
  const Vector3 pole = momentum / h;
  // z cross pole; its length is the sine of the inclination.
  const double tilt = std::hypot(pole.x(), pole.y());
  const Vector3 node = tilt > kLeastTilt ? Vector3(-pole.y() / tilt, pole.x() / tilt, 0.0)
                                         : Vector3(Vector3::UnitX());
  const Vector3 ahead = pole.cross(node);
  const Vector3 perigee = state.v_m_s.cross(momentum) / kMu_m3_s2 - state.r_m / r;
  // From the momentum rather than the perigee's vector, e would lose its small digits.
  const double e = std::hypot(perigee.dot(node), perigee.dot(ahead));
  if (!(e < 1.0)) {
    throw Error(Cause::invalid_input, "the state is not on an ellipse about the Earth");
  }
  const double argument =
      e > kLeastEccentricity ? std::atan2(perigee.dot(ahead), perigee.dot(node)) : 0.0;
  const double anomaly =
      std::atan2(state.r_m.dot(ahead), state.r_m.dot(node)) - argument; // the true one
  const double eccentric =
      std::atan2(std::sqrt((1.0 - e) * (1.0 + e)) * std::sin(anomaly), e + std::cos(anomaly));
  return {.semi_major_axis_m = a,
          .eccentricity = e,
          .inclination_rad = std::atan2(tilt, pole.z()),
          .raan_rad = positive_angle(std::atan2(node.y(), node.x())),
          .argument_of_perigee_rad = positive_angle(argument),
          .mean_anomaly_rad = positive_angle(eccentric - e * std::sin(eccentric))};
}

} // namespace urker::orbit
