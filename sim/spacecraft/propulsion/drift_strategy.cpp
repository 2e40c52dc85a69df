#include "spacecraft/propulsion/drift_strategy.hpp"

#include "base/units.hpp"
#include "spacecraft/propulsion/rocket.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

/// Of an altitude that is near enough.
constexpr double kNear_m = 60.0;
/// Least part of the time in which it drifts freely.
constexpr double kFree = 0.3;
constexpr double kCorrection_s = 10.0 * 86400.0;
constexpr int kMostReturns = 3;

/// Time that burns of a change of velocity take, with the pauses between them.
double manoeuvring_s(const Look& now, double delta_v_m_s) {
  return burn_time_s(now.thruster, now.mass_kg, std::abs(delta_v_m_s)) /
         std::min(0.95, now.thruster.greatest_duty);
}

} // namespace

DriftStrategy::DriftStrategy(const PhasingConfig& config)
    : plane_(false), angle_rad_(config.angle_rad), duration_s_(config.duration_s),
      tolerance_rad_(config.tolerance_rad) {}

DriftStrategy::DriftStrategy(const PlaneSeparationConfig& config)
    : plane_(true), angle_rad_(config.raan_rad), duration_s_(config.duration_s),
      tolerance_rad_(config.tolerance_rad) {}

double DriftStrategy::drift_rad_s(double semi_major_axis_m) const {
  const auto here = orbit::mean_rates(semi_major_axis_m, inclination_rad_);
  const auto home = orbit::mean_rates(home_m_, inclination_rad_);
  return plane_ ? here.raan_rad_s - home.raan_rad_s
                : here.latitude_argument_rad_s - home.latitude_argument_rad_s;
}

void DriftStrategy::count(const Look& now) {
  const double a_m = now.orbit.semi_major_axis_m;
  drifted_rad_ += 0.5 * (drift_rad_s(last_m_) + drift_rad_s(a_m)) * to_seconds(now.mark - counted_);
  counted_ = now.mark;
  last_m_ = a_m;
}

Answer DriftStrategy::begin(const Look& now) {
  home_m_ = home_m_ > 0.0 ? home_m_ : now.orbit.semi_major_axis_m;
  inclination_rad_ = now.orbit.inclination_rad;
  const double left_rad = angle_rad_ - drifted_rad_;
  const double per_m = drift_rad_s(home_m_ + 1.0); // per second
  double offset_m = 0.0, manoeuvring = 0.0;
  if (std::abs(per_m) < 1e-18) {
    return Answer::refused("the orbit's node does not drift with its altitude");
  }
  for (int i = 0; i < 4; ++i) { // going there and back, half of the drift is missed each time
    offset_m = left_rad / (duration_s_ - manoeuvring) / per_m;
    manoeuvring = manoeuvring_s(now, now.delta_v_for_m_s(offset_m));
    if (duration_s_ - manoeuvring < kFree * duration_s_) {
      return Answer::refused(fmt::format("thrust: {:.1f} days there and back are too long",
                                         2.0 * manoeuvring / unit::d.scale));
    }
  }
  const double needed_m_s = 2.0 * std::abs(now.delta_v_for_m_s(offset_m));
  if (needed_m_s > now.available_m_s) {
    return Answer::refused(too_little(needed_m_s, now.available_m_s));
  }
  away_m_ = home_m_ + offset_m;
  last_m_ = now.orbit.semi_major_axis_m;
  counted_ = now.mark;
  stage_ = Stage::out;
  return {.wish = Wish{.delta_v_m_s = now.delta_v_for_m_s(away_m_ - last_m_)}};
}

Answer DriftStrategy::come_back(const Look& now) {
  const double to_go_m = home_m_ - now.orbit.semi_major_axis_m;
  if (std::abs(to_go_m) > kNear_m) {
    const double needed_m_s = now.delta_v_for_m_s(to_go_m);
    if (std::abs(needed_m_s) > now.available_m_s) {
      return Answer::refused(too_little(std::abs(needed_m_s), now.available_m_s));
    }
    return {.wish = Wish{.delta_v_m_s = needed_m_s}};
  }
  const double error_rad = angle_rad_ - drifted_rad_;
  if (std::abs(error_rad) > tolerance_rad_ && ++returns_ < kMostReturns) {
    duration_s_ = std::min(duration_s_, kCorrection_s);
    return begin(now);
  }
  return Answer::done(fmt::format("moved by {:.3f} deg of {:.3f} deg",
                                  drifted_rad_ / unit::deg.scale, angle_rad_ / unit::deg.scale));
}

Answer DriftStrategy::ask(const Look& now) {
  if (stage_ == Stage::begin) {
    return begin(now);
  }
  count(now);
  const double a_m = now.orbit.semi_major_axis_m;
  if (stage_ == Stage::out) {
    const double to_go_m = away_m_ - a_m;
    if (std::abs(to_go_m) > kNear_m) {
      return {.wish = Wish{.delta_v_m_s = now.delta_v_for_m_s(to_go_m)}};
    }
    stage_ = Stage::coast;
  }
  if (stage_ == Stage::coast) {
    const double rate = drift_rad_s(a_m);
    const double back_s = manoeuvring_s(now, now.delta_v_for_m_s(home_m_ - a_m));
    const double free_s = (angle_rad_ - drifted_rad_) / rate - 0.5 * back_s;
    if (now.mark + round_seconds(free_s) >= now.next) {
      return {};
    }
    stage_ = Stage::back;
    return {.wish = Wish{.delta_v_m_s = now.delta_v_for_m_s(home_m_ - a_m),
                         .not_before = now.mark + round_seconds(std::max(0.0, free_s))}};
  }
  return come_back(now);
}

} // namespace urker::spacecraft
