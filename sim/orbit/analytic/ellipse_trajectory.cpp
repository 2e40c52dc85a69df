#include "orbit/analytic/ellipse_trajectory.hpp"

#include "base/error.hpp"

#include <Eigen/Geometry>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace urker::orbit {
namespace {

double mean_motion(double semi_major_axis_m) {
  return std::sqrt(kMu_m3_s2 / semi_major_axis_m) / semi_major_axis_m;
}

} // namespace

SecularRates two_body_rates(const KeplerianElements& elements) {
  return {.mean_anomaly_rad_s = mean_motion(elements.semi_major_axis_m)};
}

SecularRates j2_rates(const KeplerianElements& x) {
  const double n = mean_motion(x.semi_major_axis_m);
  const double shape = (1.0 - x.eccentricity) * (1.0 + x.eccentricity);
  const double ratio = kGravityRadius_m / (x.semi_major_axis_m * shape);
  const double factor = 1.5 * kJ2 * ratio * ratio * n;
  const double sine = std::sin(x.inclination_rad);
  return {.raan_rad_s = -factor * std::cos(x.inclination_rad),
          .argument_of_perigee_rad_s = factor * (2.0 - 2.5 * sine * sine),
          .mean_anomaly_rad_s = n + factor * std::sqrt(shape) * (1.0 - 1.5 * sine * sine)};
}

EllipseTrajectory::EllipseTrajectory(const KeplerianElements& elements, const SecularRates& rates,
                                     Time epoch)
    : elements_(elements), rates_(rates), epoch_(epoch),
      motion_rad_s_(mean_motion(elements.semi_major_axis_m)) {
  if (!(elements.semi_major_axis_m > 0.0 && std::isfinite(elements.semi_major_axis_m) &&
        elements.eccentricity >= 0.0 && elements.eccentricity < 1.0)) {
    throw Error(Cause::invalid_input,
                fmt::format("an orbit with semi-major axis {:.6g} km and eccentricity {:.6g} is no "
                            "ellipse",
                            elements.semi_major_axis_m * 1e-3, elements.eccentricity));
  }
}

State EllipseTrajectory::state(Time t) const {
  const double elapsed_s = to_seconds(t - epoch_);
  KeplerianElements now = elements_;
  now.raan_rad += rates_.raan_rad_s * elapsed_s;
  now.argument_of_perigee_rad += rates_.argument_of_perigee_rad_s * elapsed_s;
  now.mean_anomaly_rad += rates_.mean_anomaly_rad_s * elapsed_s;
  State state = to_cartesian(now);
  if (rates_.raan_rad_s == 0.0 && rates_.argument_of_perigee_rad_s == 0.0) {
    state.v_m_s *= rates_.mean_anomaly_rad_s / motion_rad_s_;
    return state;
  }
  const Vector3 pole(std::sin(now.inclination_rad) * std::sin(now.raan_rad),
                     -std::sin(now.inclination_rad) * std::cos(now.raan_rad),
                     std::cos(now.inclination_rad));
  const Vector3 turn =
      rates_.raan_rad_s * Vector3::UnitZ() + rates_.argument_of_perigee_rad_s * pole;
  state.v_m_s = state.v_m_s * (rates_.mean_anomaly_rad_s / motion_rad_s_) + turn.cross(state.r_m);
  return state;
}

void EllipseTrajectory::states(std::span<const Time> times, const StateColumns& out) const {
  for (std::size_t i = 0; i < times.size(); ++i) {
    out.set(i, state(times[i])); // the class is final: no virtual call
  }
}

MotionBounds EllipseTrajectory::bounds(Time begin, Time end) const {
  require(begin <= end, "an interval ends before it begins");
  constexpr double kRounding = 1.0 + 1e-9;
  const double a = elements_.semi_major_axis_m;
  const double e = elements_.eccentricity;
  const double haste = std::abs(rates_.mean_anomaly_rad_s) / motion_rad_s_;
  const double turning = std::abs(rates_.raan_rad_s) + std::abs(rates_.argument_of_perigee_rad_s);
  double least = a * (1.0 - e);
  double greatest = a * (1.0 + e);
  const auto speed = [&] {
    return haste * std::sqrt(kMu_m3_s2 * std::max(0.0, 2.0 / least - 1.0 / a)) + turning * greatest;
  };
  // In a short interval the satellite cannot go far from where it is in the middle; turning leaves
  // the radius as it is.
  const double r = state(begin + (end - begin) / 2).r_m.norm();
  const double way = kRounding * speed() * (0.5 * to_seconds(end - begin) + 1e-9);
  least = std::max(least, r - way);
  greatest = std::min(greatest, r + way);
  const double swiftest = speed();
  // Attraction, and what the turning of the axes adds: Coriolis, centrifugal and the part by which
  // the node carries the axis of the perigee's turning along. Its relative velocity is below
  // `swiftest` plus the turning itself.
  const double acceleration = haste * haste * kMu_m3_s2 / (least * least) +
                              2.0 * turning * (swiftest + turning * greatest) +
                              2.0 * turning * turning * greatest;
  return {.least_radius_m = least / kRounding,
          .greatest_radius_m = greatest * kRounding,
          .greatest_speed_m_s = swiftest * kRounding,
          .greatest_acceleration_m_s2 = acceleration * kRounding};
}

} // namespace urker::orbit
