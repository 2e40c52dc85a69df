#include "orbit/sgp4/sgp4_model.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

// Tesseral resonance in SDP4: Hujsak, Spacetrack Report 1 (1979). Coefficients as in AIAA
// 2006-6753, where the polynomials in the eccentricity are fits to Hansen coefficients.
namespace urker::orbit::sgp4 {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kEarthRotation = 4.37526908801129966e-3; // rad/min

double cubic(double c0, double c1, double c2, double c3, double e) {
  return c0 + c1 * e + c2 * (e * e) + c3 * (e * (e * e));
}

/// Eccentricity functions G_lpq of the half-day resonance.
struct EccentricityFunctions {
  double g201, g211, g310, g322, g410, g422, g520, g521, g532, g533;
};

EccentricityFunctions eccentricity_functions(double e) {
  EccentricityFunctions g{};
  g.g201 = -0.306 - (e - 0.64) * 0.440;
  if (e <= 0.65) {
    g.g211 = cubic(3.616, -13.2470, 16.2900, 0.0, e);
    g.g310 = cubic(-19.302, 117.3900, -228.4190, 156.5910, e);
    g.g322 = cubic(-18.9068, 109.7927, -214.6334, 146.5816, e);
    g.g410 = cubic(-41.122, 242.6940, -471.0940, 313.9530, e);
    g.g422 = cubic(-146.407, 841.8800, -1629.014, 1083.4350, e);
    g.g520 = cubic(-532.114, 3017.977, -5740.032, 3708.2760, e);
  } else {
    g.g211 = cubic(-72.099, 331.819, -508.738, 266.724, e);
    g.g310 = cubic(-346.844, 1582.851, -2415.925, 1246.113, e);
    g.g322 = cubic(-342.585, 1554.908, -2366.899, 1215.972, e);
    g.g410 = cubic(-1052.797, 4758.686, -7193.992, 3651.957, e);
    g.g422 = cubic(-3581.690, 16178.110, -24462.770, 12422.520, e);
    g.g520 = e > 0.715 ? cubic(-5149.66, 29936.92, -54087.36, 31324.56, e)
                       : cubic(1464.74, -4664.75, 3763.64, 0.0, e);
  }
  if (e < 0.7) {
    g.g533 = cubic(-919.22770, 4988.6100, -9064.7700, 5542.21, e);
    g.g521 = cubic(-822.71072, 4568.6173, -8491.4146, 5337.524, e);
    g.g532 = cubic(-853.66600, 4690.2500, -8624.7700, 5341.4, e);
  } else {
    g.g533 = cubic(-37995.780, 161616.52, -229838.20, 109377.94, e);
    g.g521 = cubic(-51752.104, 218913.95, -309468.16, 146349.42, e);
    g.g532 = cubic(-40023.880, 170470.89, -242699.48, 115605.82, e);
  }
  return g;
}

/// Inclination functions F_lmp of the half-day resonance.
struct InclinationFunctions {
  double f220, f221, f321, f322, f441, f442, f522, f523, f542, f543;
};

InclinationFunctions inclination_functions(double inclination) {
  const double s = std::sin(inclination);
  const double c = std::cos(inclination);
  const double s2 = s * s;
  const double c2 = c * c;
  InclinationFunctions f{};
  f.f220 = 0.75 * (1.0 + 2.0 * c + c2);
  f.f221 = 1.5 * s2;
  f.f321 = 1.875 * s * (1.0 - 2.0 * c - 3.0 * c2);
  f.f322 = -1.875 * s * (1.0 + 2.0 * c - 3.0 * c2);
  f.f441 = 35.0 * s2 * f.f220;
  f.f442 = 39.3750 * s2 * s2;
  f.f522 =
      9.84375 * s * (s2 * (1.0 - 2.0 * c - 5.0 * c2) + 0.33333333 * (-2.0 + 4.0 * c + 6.0 * c2));
  f.f523 = s * (4.92187512 * s2 * (-2.0 - 4.0 * c + 10.0 * c2) +
                6.56250012 * (1.0 + 2.0 * c - 3.0 * c2));
  f.f542 = 29.53125 * s * (2.0 - 8.0 * c + c2 * (-12.0 + 8.0 * c + 10.0 * c2));
  f.f543 = 29.53125 * s * (-2.0 - 8.0 * c + c2 * (12.0 + 8.0 * c - 10.0 * c2));
  return f;
}

Resonance::Kind resonance_kind(const Elements& epoch) {
  const double n = epoch.mean_motion;
  if (n > 0.0034906585 && n < 0.0052359877) {
    return Resonance::Kind::one_day;
  }
  if (n >= 8.26e-3 && n <= 9.24e-3 && epoch.eccentricity >= 0.5) {
    return Resonance::Kind::half_day;
  }
  return Resonance::Kind::none;
}

} // namespace

Resonance::Resonance(const Elements& epoch, const SecularRates& rates,
                     const Elements& third_body_rates, double sidereal_angle)
    : kind_(resonance_kind(epoch)), sidereal_angle_(sidereal_angle), epoch_perigee_(epoch.perigee),
      perigee_rate_(rates.perigee) {
  if (kind_ == Kind::none) {
    return;
  }
  const double anomaly_rate = rates.anomaly + third_body_rates.anomaly;
  const double node_rate = rates.node + third_body_rates.node;
  Node start;
  if (kind_ == Kind::one_day) {
    choose_one_day(epoch);
    drift_ = anomaly_rate + rates.perigee + third_body_rates.perigee + node_rate - kEarthRotation -
             epoch.mean_motion;
    start.longitude = epoch.anomaly + epoch.node + epoch.perigee - sidereal_angle;
  } else {
    choose_half_day(epoch);
    drift_ = anomaly_rate + 2.0 * (node_rate - kEarthRotation) - epoch.mean_motion;
    start.longitude = epoch.anomaly + 2.0 * (epoch.node - sidereal_angle);
  }
  forward_ = backward_ = {node(0.0, std::fmod(start.longitude, kTwoPi), epoch.mean_motion)};
}

void Resonance::choose_one_day(const Elements& epoch) {
  const double e2 = epoch.eccentricity * epoch.eccentricity;
  const double s = std::sin(epoch.inclination);
  const double c = std::cos(epoch.inclination);
  const double inverse_a = std::pow(epoch.mean_motion / root_mu(), 2.0 / 3.0);
  const double g200 = 1.0 + e2 * (-2.5 + 0.8125 * e2);
  const double g310 = 1.0 + 2.0 * e2;
  const double g300 = 1.0 + e2 * (-6.0 + 6.60937 * e2);
  const double f220 = 0.75 * (1.0 + c) * (1.0 + c);
  const double f311 = 0.9375 * s * s * (1.0 + 3.0 * c) - 0.75 * (1.0 + c);
  const double f330 = 1.875 * (1.0 + c) * (1.0 + c) * (1.0 + c);
  const double scale = 3.0 * epoch.mean_motion * epoch.mean_motion * inverse_a * inverse_a;
  constexpr double kQ22 = 1.7891679e-6;
  constexpr double kQ31 = 2.1460748e-6;
  constexpr double kQ33 = 2.2123015e-7;
  harmonics_[0] = {scale * f311 * g310 * kQ31 * inverse_a, 1.0, 0.0, 0.13130908};
  harmonics_[1] = {2.0 * scale * f220 * g200 * kQ22, 2.0, 0.0, 2.0 * 2.8843198};
  harmonics_[2] = {3.0 * scale * f330 * g300 * kQ33 * inverse_a, 3.0, 0.0, 3.0 * 0.37448087};
  harmonic_count_ = 3;
}

void Resonance::choose_half_day(const Elements& epoch) {
  const EccentricityFunctions g = eccentricity_functions(epoch.eccentricity);
  const InclinationFunctions f = inclination_functions(epoch.inclination);
  const double inverse_a = std::pow(epoch.mean_motion / root_mu(), 2.0 / 3.0);
  const double order2 = 3.0 * epoch.mean_motion * epoch.mean_motion * inverse_a * inverse_a;
  const double order3 = order2 * inverse_a;
  const double order4 = order3 * inverse_a;
  const double order5 = order4 * inverse_a;
  const double c22 = order2 * 1.7891679e-6;
  const double c32 = order3 * 3.7393792e-7;
  const double c44 = 2.0 * order4 * 7.3636953e-9;
  const double c52 = order5 * 1.1428639e-7;
  const double c54 = 2.0 * order5 * 2.1765803e-9;
  constexpr double kPhase22 = 5.7686396;
  constexpr double kPhase32 = 0.95240898;
  constexpr double kPhase44 = 1.8014998;
  constexpr double kPhase52 = 1.0508330;
  constexpr double kPhase54 = 4.4108898;
  harmonics_ = {{{c22 * f.f220 * g.g201, 1.0, 2.0, kPhase22},
                 {c22 * f.f221 * g.g211, 1.0, 0.0, kPhase22},
                 {c32 * f.f321 * g.g310, 1.0, 1.0, kPhase32},
                 {c32 * f.f322 * g.g322, 1.0, -1.0, kPhase32},
                 {c44 * f.f441 * g.g410, 2.0, 2.0, kPhase44},
                 {c44 * f.f442 * g.g422, 2.0, 0.0, kPhase44},
                 {c52 * f.f522 * g.g520, 1.0, 1.0, kPhase52},
                 {c52 * f.f523 * g.g532, 1.0, -1.0, kPhase52},
                 {c54 * f.f542 * g.g521, 2.0, 1.0, kPhase54},
                 {c54 * f.f543 * g.g533, 2.0, -1.0, kPhase54}}};
  harmonic_count_ = harmonics_.size();
}

Resonance::Node Resonance::node(double minutes, double longitude, double mean_motion) const {
  Node at;
  at.minutes = minutes;
  at.longitude = longitude;
  at.mean_motion = mean_motion;
  at.longitude_rate = mean_motion + drift_;
  // The one-day terms do not turn with the perigee.
  const double perigee = epoch_perigee_ + perigee_rate_ * minutes;
  for (std::size_t i = 0; i < harmonic_count_; ++i) {
    const Harmonic& term = harmonics_[i];
    const double angle = term.l * longitude + term.k * perigee - term.phase;
    at.motion_rate += term.amplitude * std::sin(angle);
    at.motion_rate_rate += term.amplitude * term.l * std::cos(angle);
  }
  at.motion_rate_rate *= at.longitude_rate;
  return at;
}

Resonance::Node Resonance::next(const Node& from, double step_min) const {
  const double half_square = 0.5 * step_min * step_min;
  return node(from.minutes + step_min,
              from.longitude + from.longitude_rate * step_min + from.motion_rate * half_square,
              from.mean_motion + from.motion_rate * step_min + from.motion_rate_rate * half_square);
}

Resonance::Node Resonance::last_before(double minutes) const {
  std::vector<Node>& kept = minutes >= 0.0 ? forward_ : backward_;
  const double step_min = minutes >= 0.0 ? kStep_min : -kStep_min;
  const auto steps = static_cast<std::size_t>(std::abs(minutes) / kStep_min);
  while (kept.size() <= std::min(steps, kMostKept)) {
    kept.push_back(next(kept.back(), step_min));
  }
  Node at = kept[std::min(steps, kMostKept)];
  for (std::size_t i = kMostKept; i < steps; ++i) {
    at = next(at, step_min);
  }
  return at;
}

void Resonance::apply(double minutes, Elements& elements) const {
  if (kind_ == Kind::none) {
    return;
  }
  const Node at = last_before(minutes);
  const double rest = minutes - at.minutes;
  const double longitude =
      at.longitude + at.longitude_rate * rest + at.motion_rate * rest * rest * 0.5;
  elements.mean_motion =
      at.mean_motion + at.motion_rate * rest + at.motion_rate_rate * rest * rest * 0.5;
  const double sidereal = std::fmod(sidereal_angle_ + minutes * kEarthRotation, kTwoPi);
  elements.anomaly = kind_ == Kind::one_day
                         ? longitude - elements.node - elements.perigee + sidereal
                         : longitude - 2.0 * elements.node + 2.0 * sidereal;
}

} // namespace urker::orbit::sgp4
