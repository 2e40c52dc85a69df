#include "base/error.hpp"
#include "orbit/sgp4/sgp4.hpp"

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

/// Greatest rate at which drag moves the mean longitude on, per mean motion.
double longitude_rate(const DragTerms& drag, double begin, double end) {
  const double t = 0.5 * (begin + end);
  const double farthest = std::max(std::abs(begin), std::abs(end));
  const double value =
      t * (2.0 * drag.l2 + t * (3.0 * drag.l3 + t * (4.0 * drag.l4 + t * 5.0 * drag.l5)));
  const double steepest =
      2.0 * std::abs(drag.l2) +
      farthest * (6.0 * std::abs(drag.l3) +
                  farthest * (12.0 * std::abs(drag.l4) + farthest * 20.0 * std::abs(drag.l5)));
  return value + steepest * 0.5 * (end - begin);
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

/// Ranges of the orbit's shape over an interval, in Earth radii.
struct Shape {
  double least_a = 0.0, greatest_a = 0.0;
  double least_p = 0.0;
  double greatest_e = 0.0;
  double shrink = 0.0; ///< relative change of the radius by the short-period terms
  double shift = 0.0;  ///< their change of the radius apart from it
  double speed = 0.0;  ///< their change of the speed, Earth radii per min / root_mu
};

/// The factors of the short-period terms at most.
struct InclinationFactors {
  double three_cos2_minus_1 = 2.0;
  double one_minus_cos2 = 1.0;
  double j3 = 0.5 * -sgp4::kJ3 / sgp4::kJ2;
};

/// Adds the long-period term of J3 and the short-period terms to the mean ranges.
Shape osculating(Shape x, const InclinationFactors& i) {
  x.greatest_e += i.j3 / x.least_p;
  x.least_p = x.least_a * (1.0 - x.greatest_e * x.greatest_e);
  const double j2_1 = 0.5 * sgp4::kJ2 / x.least_p;
  x.shrink = 1.5 * j2_1 / x.least_p * i.three_cos2_minus_1;
  x.shift = 0.5 * j2_1 * i.one_minus_cos2;
  x.speed = j2_1 / std::pow(x.least_a, 1.5) * (i.one_minus_cos2 + 1.5 * i.three_cos2_minus_1);
  return x;
}

/// Greatest speed where the radius is not below `least_r`.
double greatest_speed(const Shape& x, double least_r) {
  const double ellipse_r =
      std::max(x.least_a * (1.0 - x.greatest_e), (least_r - x.shift) / (1.0 + x.shrink));
  // The model's velocity is the rate of its position but for second-order terms, 6e-6 in the
  // catalogue of 2026.
  constexpr double kMargin = 1.0e-4;
  const double vis_viva = std::max(0.0, 2.0 / ellipse_r - 1.0 / x.greatest_a);
  return (std::sqrt(vis_viva) + x.speed) * (1.0 + kMargin);
}

MotionBounds bounds_of(const Shape& shape, double haste, const Sgp4& model, double begin_min,
                       double end_min) {
  constexpr double kRadius_m = sgp4::kEarthRadius_km * 1e3;
  constexpr double kMu_m3_s2 = sgp4::kMu_km3_s2 * 1e9;
  // Where the radius is below one Earth radius there is no state.
  double least_r =
      std::max(shape.least_a * (1.0 - shape.greatest_e) * (1.0 - shape.shrink) - shape.shift, 1.0);
  double greatest_r =
      shape.greatest_a * (1.0 + shape.greatest_e) * (1.0 + shape.shrink) + shape.shift;

  // In a short interval the satellite cannot go far from where it is in the middle.
  State middle;
  if (model.propagate(0.5 * (begin_min + end_min), middle) == Sgp4Error::none) {
    const double r = middle.r_m.norm() / kRadius_m;
    const double way =
        haste * greatest_speed(shape, least_r) * sgp4::root_mu() * 0.5 * (end_min - begin_min);
    least_r = std::max(least_r, r - way);
    greatest_r = std::min(greatest_r, r + way);
  }

  // The oblateness adds up to 3 J2 / r^2 to the attraction. What the model's second-order terms,
  // drag, Sun and Moon add is an order less; the margin covers it.
  constexpr double kMargin = 0.005;
  const double attraction_m_s2 = kMu_m3_s2 / (kRadius_m * kRadius_m * least_r * least_r);
  MotionBounds bounds;
  bounds.least_radius_m = kRadius_m * least_r;
  bounds.greatest_radius_m = kRadius_m * greatest_r;
  bounds.greatest_speed_m_s =
      haste * greatest_speed(shape, least_r) * kRadius_m * sgp4::root_mu() / 60.0;
  bounds.greatest_acceleration_m_s2 =
      haste * haste * attraction_m_s2 * (1.0 + 3.0 * sgp4::kJ2 / (least_r * least_r) + kMargin);
  return bounds;
}

} // namespace

MotionBounds Sgp4::bounds(double begin_min, double end_min) const {
  require(begin_min <= end_min, "an interval ends before it begins");
  sgp4::Span motion{epoch_.mean_motion, epoch_.mean_motion};
  sgp4::Span e{epoch_.eccentricity, epoch_.eccentricity};
  e += sgp4::eccentricity_by_drag(drag_, begin_min, end_min);
  InclinationFactors inclination; // of any orbit, since Sun and Moon turn a deep-space one
  if (deep_) {
    motion = deep_->mean_motion(begin_min, end_min, epoch_.mean_motion);
    e += deep_->eccentricity_change(begin_min, end_min);
  } else {
    inclination = {std::abs(inclination_.three_cos2_minus_1), inclination_.one_minus_cos2,
                   std::abs(inclination_.j3_node)};
  }
  const sgp4::Span factor = sgp4::axis_factor(drag_, begin_min, end_min);
  Shape shape;
  shape.least_a = sgp4::semi_major_axis(motion.most) * factor.least * factor.least;
  shape.greatest_a = sgp4::semi_major_axis(motion.least) * factor.most * factor.most;
  shape.greatest_e = std::max(e.most, 1.0e-6);
  shape.least_p = shape.least_a * (1.0 - shape.greatest_e * shape.greatest_e);
  shape = osculating(shape, inclination);
  // Below this the model's expansions have no meaning, and a satellite is far below the ground.
  constexpr double kLeastParameter = 0.9;
  if (!(motion.least > 0.0 && factor.least > 0.0 && shape.least_p > kLeastParameter)) {
    throw Error(Cause::invalid_input,
                "the elements decay or leave the range of SGP4 in the interval to be bounded");
  }
  // Far from the epoch drag's polynomials for the axis and for the longitude part: the position
  // then moves faster than the model's own velocity.
  const double haste = std::max(1.0, (1.0 + sgp4::longitude_rate(drag_, begin_min, end_min)) *
                                         factor.most * factor.most * factor.most);
  return bounds_of(shape, haste, *this, begin_min, end_min);
}

} // namespace urker::orbit
