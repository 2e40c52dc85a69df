#include "orbit/analytic/mean_orbit.hpp"

#include <cmath>
#include <numbers>

namespace urker::orbit {

namespace {

constexpr int kSamples = 48;
constexpr double kTurn = 2.0 * std::numbers::pi;

double motion_rad_s(double semi_major_axis_m) {
  return std::sqrt(kMu_m3_s2 / (semi_major_axis_m * semi_major_axis_m * semi_major_axis_m));
}

} // namespace

double MeanOrbit::eccentricity() const {
  return std::hypot(e_cos, e_sin);
}

double MeanOrbit::perigee_argument_rad() const {
  return std::atan2(e_sin, e_cos);
}

MeanRates mean_rates(double semi_major_axis_m, double inclination_rad) {
  const double n = motion_rad_s(semi_major_axis_m);
  const double ratio = kGravityRadius_m / semi_major_axis_m;
  const double j = 1.5 * kJ2 * ratio * ratio * n;
  const double c = std::cos(inclination_rad);
  // Of the perigee: j (5 c2 - 1)/2; of the mean anomaly beside n: j (3 c2 - 1)/2.
  return {n + j * (4.0 * c * c - 1.0), -j * c};
}

Duration revolution_before(const State& state) {
  return round_seconds(kTurn / motion_rad_s(to_keplerian(state).semi_major_axis_m));
}

MeanOrbit mean_orbit(const Trajectory& trajectory, Time t,
                     const std::function<double(Time)>& later) {
  const Duration revolution = revolution_before(trajectory.state(t));
  MeanOrbit mean;
  mean.time = t;
  double node_cos = 0.0, node_sin = 0.0, ahead_cos = 0.0, ahead_sin = 0.0;
  for (int i = 0; i < kSamples; ++i) {
    const Time at = t - revolution + revolution * (2 * i + 1) / (2 * kSamples);
    const KeplerianElements k = to_keplerian(trajectory.state(at));
    mean.semi_major_axis_m += (k.semi_major_axis_m + (later ? later(at) : 0.0)) / kSamples;
    mean.e_cos += k.eccentricity * std::cos(k.argument_of_perigee_rad) / kSamples;
    mean.e_sin += k.eccentricity * std::sin(k.argument_of_perigee_rad) / kSamples;
    mean.inclination_rad += k.inclination_rad / kSamples;
    node_cos += std::cos(k.raan_rad) / kSamples;
    node_sin += std::sin(k.raan_rad) / kSamples;
    const double ahead = k.argument_of_perigee_rad + k.mean_anomaly_rad +
                         kTurn * to_seconds(t - at) / to_seconds(revolution);
    ahead_cos += std::cos(ahead) / kSamples;
    ahead_sin += std::sin(ahead) / kSamples;
  }
  // The middle of the revolution is half of one before `t`; what the rates add to a turn counts.
  const MeanRates rates = mean_rates(mean.semi_major_axis_m, mean.inclination_rad);
  const double half_s = 0.5 * to_seconds(revolution);
  mean.raan_rad = std::atan2(node_sin, node_cos) + rates.raan_rad_s * half_s;
  mean.latitude_argument_rad =
      std::atan2(ahead_sin, ahead_cos) +
      (rates.latitude_argument_rad_s - kTurn / to_seconds(revolution)) * half_s;
  return mean;
}

} // namespace urker::orbit
