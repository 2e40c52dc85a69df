#include "base/error.hpp"
#include "orbit/sgp4.hpp"

#include <algorithm>
#include <cmath>

// Bounds of SGP4's motion from the ranges of its mean elements. Each step follows a line of the
// model: drag's polynomials, secular and long-period terms, Kepler's ellipse, short-period terms.
// Only the acceleration, which the model does not give, rests on a margin.
namespace urker::orbit {

namespace sgp4 {

namespace {

/// Greatest magnitude of a1 f2 + a2 f3 + a3 sin f: f2 and f3 are halves of cos 2f and sin 2f.
double amplitude(const ThirdBody::Amplitudes& a) {
  return 0.25 * std::hypot(a.f2, a.f3) + std::abs(a.sin_f);
}

/// Range of the square root of the semi-major axis's ratio to that at the epoch.
Span axis_factor(const DragTerms& drag, double begin, double end) {
  const double t = 0.5 * (begin + end);
  const double farthest = std::max(std::abs(begin), std::abs(end));
  const double value = 1.0 - t * (drag.c1 + t * (drag.d2 + t * (drag.d3 + t * drag.d4)));
  const double steepest =
      std::abs(drag.c1) +
      farthest * (2.0 * std::abs(drag.d2) +
                  farthest * (3.0 * std::abs(drag.d3) + farthest * 4.0 * std::abs(drag.d4)));
  const double change = steepest * 0.5 * (end - begin);
  return {value - change, value + change};
}

/// Range of the mean eccentricity less that at the epoch, under drag.
Span eccentricity_by_drag(const DragTerms& drag, double begin, double end) {
  const double middle = drag.e2 * drag.epoch_sin_anomaly;
  Span change{std::min(-drag.e1 * begin, -drag.e1 * end),
              std::max(-drag.e1 * begin, -drag.e1 * end)};
  change.least += middle - std::abs(drag.e2);
  change.most += middle + std::abs(drag.e2);
  return change;
}

} // namespace

Span Resonance::mean_motion(double begin, double end) const {
  const double t = 0.5 * (begin + end);
  const Node before = last_before(t);
  const double rest = t - before.minutes;
  const double value =
      before.mean_motion + rest * (before.motion_rate + rest * 0.5 * before.motion_rate_rate);
  // The motion's rate is at most the sum of the amplitudes plus what the step's quadratic term
  // adds, which the rate of the longitude scales. That rate itself follows the motion.
  double sum = 0.0;
  double weighted_sum = 0.0;
  for (const Harmonic& term : harmonics_) {
    sum += std::abs(term.amplitude);
    weighted_sum += std::abs(term.amplitude * term.l);
  }
  const double half = 0.5 * (end - begin);
  const double longitude_rate = std::abs(before.longitude_rate) + 2.0 * sum * (half + kStep_min);
  const double change = half * (sum + weighted_sum * longitude_rate * kStep_min);
  return {value - change, value + change};
}

Span DeepSpace::mean_motion(double begin, double end, double epoch_mean_motion) const {
  return resonance_.kind() == Resonance::Kind::none ? Span{epoch_mean_motion, epoch_mean_motion}
                                                    : resonance_.mean_motion(begin, end);
}

Span DeepSpace::eccentricity_change(double begin, double end) const {
  double periodic = 0.0;
  for (const ThirdBody& body : bodies_) {
    periodic += amplitude(body.eccentricity_terms);
  }
  const double rate = rates_.eccentricity;
  return {std::min(rate * begin, rate * end) - periodic,
          std::max(rate * begin, rate * end) + periodic};
}

} // namespace sgp4

namespace {

/// What the short-period terms add at most, as fractions of their scale.
struct InclinationFactors {
  double three_cos2_minus_1 = 2.0;
  double one_minus_cos2 = 1.0;
  double j3 = 0.5 * -sgp4::kJ3 / sgp4::kJ2;
};

InclinationFactors factors(const sgp4::InclinationTerms& i, bool deep_space) {
  if (deep_space) {
    return {}; // Sun and Moon turn the orbit: any inclination
  }
  return {std::abs(i.three_cos2_minus_1), i.one_minus_cos2, std::abs(i.j3_node)};
}

} // namespace

MotionBounds Sgp4::bounds(double begin_min, double end_min) const {
  require(begin_min <= end_min, "an interval ends before it begins");
  sgp4::Span motion{epoch_.mean_motion, epoch_.mean_motion};
  sgp4::Span e{epoch_.eccentricity, epoch_.eccentricity};
  e += sgp4::eccentricity_by_drag(drag_, begin_min, end_min);
  if (deep_) {
    motion = deep_->mean_motion(begin_min, end_min, epoch_.mean_motion);
    e += deep_->eccentricity_change(begin_min, end_min);
  }
  const sgp4::Span factor = sgp4::axis_factor(drag_, begin_min, end_min);
  const InclinationFactors i = factors(inclination_, deep_space());

  const double mean_e = std::max(e.most, 1.0e-6);
  const double least_a = sgp4::semi_major_axis(motion.most) * factor.least * factor.least;
  const double greatest_a = sgp4::semi_major_axis(motion.least) * factor.most * factor.most;
  const double mean_p = least_a * (1.0 - mean_e * mean_e);
  const double greatest_e = mean_e + i.j3 / mean_p;
  const double p = least_a * (1.0 - greatest_e * greatest_e);
  // Below this the model's expansions have no meaning, and a satellite is far below the ground.
  constexpr double kLeastParameter = 0.9;
  if (!(motion.least > 0.0 && factor.least > 0.0 && mean_p > kLeastParameter &&
        p > kLeastParameter)) {
    throw Error(Cause::invalid_input,
                "the elements decay or leave the range of SGP4 in the interval to be bounded");
  }

  const double j2_1 = 0.5 * sgp4::kJ2 / p;
  const double j2_2 = j2_1 / p;
  const double shrink = 1.5 * j2_2 * i.three_cos2_minus_1;
  const double shift = 0.5 * j2_1 * i.one_minus_cos2;
  const double least_ellipse = least_a * (1.0 - greatest_e);
  // Where the radius is below one Earth radius there is no state.
  const double least_r = std::max(least_ellipse * (1.0 - shrink) - shift, 1.0);
  const double greatest_r = greatest_a * (1.0 + greatest_e) * (1.0 + shrink) + shift;
  const double ellipse_r = std::max(least_ellipse, (least_r - shift) / (1.0 + shrink));
  const double ellipse_speed = std::sqrt(2.0 / ellipse_r - 1.0 / greatest_a);
  const double short_period_speed =
      j2_1 / std::pow(least_a, 1.5) * (i.one_minus_cos2 + 1.5 * i.three_cos2_minus_1);

  constexpr double kRadius_m = sgp4::kEarthRadius_km * 1e3;
  constexpr double kMu_m3_s2 = sgp4::kMu_km3_s2 * 1e9;
  const double radius_m = kRadius_m * least_r;
  MotionBounds bounds;
  bounds.least_radius_m = radius_m;
  bounds.greatest_radius_m = kRadius_m * greatest_r;
  bounds.greatest_speed_m_s =
      kRadius_m * sgp4::root_mu() / 60.0 * (ellipse_speed + short_period_speed);
  // The oblateness adds up to 3 J2 / r^2. What the model's second-order terms, drag, Sun and Moon
  // add is an order less; the margin covers it.
  constexpr double kMargin = 0.005;
  bounds.greatest_acceleration_m_s2 =
      kMu_m3_s2 / (radius_m * radius_m) * (1.0 + 3.0 * sgp4::kJ2 / (least_r * least_r) + kMargin);
  return bounds;
}

} // namespace urker::orbit
