#include "spacecraft/attitude/momentum.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "time/time_column.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

using orbit::Vector3;

constexpr double kTolerance = 1e-9; // of the capacity, per step

double norm3(const DenseStep& step, double after_s) {
  return std::hypot(step.value(0, after_s), step.value(1, after_s), step.value(2, after_s));
}

} // namespace

void MomentumRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  instant(v, "time", time, "When unloading began or ended");
  v.integer("sequence", sequence, "1", "Order of rows at one time");
  v.text("cause", cause, "unload, unloaded or end");
  v.real("momentum", momentum_n_m_s, "N m s", "Momentum in the wheels");
}

Momentum::Momentum(std::string satellite, const MomentumConfig& config)
    : satellite_(std::move(satellite)), config_(config), state_(9, 0.0) {}

void Momentum::advance(Time now) {
  if (step_.size() == 0) {
    return;
  }
  const double after_s = to_seconds(now - step_.begin());
  state_ = step_.values(after_s);
  greatest_ = std::max({greatest_, norm3(step_, 0.0), norm3(step_, after_s)});
}

Vector3 Momentum::disturbance_n_m(Time t, const AttitudeControl& attitude) const {
  const Heavens& heavens = attitude.heavens();
  const orbit::Matrix3 body = attitude.orientation(t);
  const Vector3 r_m = heavens.state(t).r_m;
  Vector3 torque_n_m = gravity_gradient_n_m(config_.inertia, body.transpose() * r_m) +
                       Vector3(config_.torque.x_n_m, config_.torque.y_n_m, config_.torque.z_n_m);
  if (config_.drag) {
    torque_n_m +=
        drag_torque_n_m(*config_.outline, config_.drag->coefficient, heavens.air_density_kg_m3(t),
                        body.transpose() * heavens.air_velocity_m_s(t));
  }
  if (config_.sunlight) {
    const double light = heavens.sunlit_fraction(t);
    if (light > 0.0) {
      torque_n_m += light * sunlight_torque_n_m(*config_.outline, config_.sunlight->coefficient,
                                                body.transpose() * (heavens.sun_m(t) - r_m));
    }
  }
  return body * torque_n_m;
}

void Momentum::make_step(Time now, const AttitudeControl& attitude) {
  const Time kink = attitude.next_kink(now);
  const double torque_n_m = unloading_ ? config_.unload_torque_n_m : 0.0;
  const auto derivative = [&](Time t, std::span<const double> y, std::span<double> dy) {
    const Vector3 disturbance = disturbance_n_m(t, attitude);
    const Vector3 momentum(y[0], y[1], y[2]);
    const double size = momentum.norm();
    const Vector3 unload = size > 0.0 ? Vector3(-torque_n_m / size * momentum) : Vector3::Zero();
    for (int i = 0; i < 3; ++i) {
      const auto k = static_cast<std::size_t>(i);
      dy[k] = disturbance[i] + unload[i];
      dy[k + 3] = disturbance[i];
      dy[k + 6] = unload[i];
    }
  };
  StepControl control;
  control.tolerance.assign(9, kTolerance * config_.capacity_n_m_s);
  control.first_s = step_.size() == 0 ? 60.0 : step_.next_length_s();
  if (kink != kNever) {
    control.longest_s = std::clamp(to_seconds(kink - now), 1e-6, control.longest_s);
  }
  step_ = DenseStep(derivative, now, state_, control);
  next_ = std::max(step_.end(), now + Duration(1));
  const double level_n_m_s =
      config_.capacity_n_m_s * (unloading_ ? config_.unload_to : config_.unload_at);
  const auto excess = [&](double s) { return norm3(step_, s) - level_n_m_s; };
  const auto rate = [&](double s) {
    double sum = 0.0;
    for (std::size_t k = 0; k < 3; ++k) {
      sum += step_.value(k, s) * step_.rate_per_s(k, s);
    }
    return sum;
  };
  const bool beyond = excess(0.0) > 0.0;
  if (beyond == unloading_) {
    if (const auto root = first_root(excess, rate, 0.0, step_.length_s())) {
      next_ = std::min(next_, now + ceil_seconds(*root));
    }
  } else {
    next_ = now; // it is past the threshold already
  }
}

void Momentum::restart(Time now, const AttitudeControl& attitude) {
  advance(now);
  make_step(now, attitude);
}

void Momentum::handle(Time now, const AttitudeControl& attitude, RowSink& rows) {
  advance(now);
  const double part = std::hypot(state_[0], state_[1], state_[2]) / config_.capacity_n_m_s;
  constexpr double kReached = 1e-9;
  if (!unloading_ && part >= config_.unload_at - kReached) {
    unloading_ = true;
    ++unloadings_;
    emit(now, "unload", rows);
  } else if (unloading_ && part <= config_.unload_to + kReached) {
    unloading_ = false;
    emit(now, "unloaded", rows);
  }
  make_step(now, attitude);
}

double Momentum::momentum_n_m_s(Time t) const {
  return step_.size() == 0 ? 0.0 : norm3(step_, to_seconds(t - step_.begin()));
}

void Momentum::emit(Time now, std::string_view cause, RowSink& rows) {
  rows.emit(
      MomentumRow{satellite_, now, rows_++, cause, std::hypot(state_[0], state_[1], state_[2])});
}

void Momentum::finish(Time now, RowSink& rows) {
  advance(now);
  emit(now, "end", rows);
  for (std::size_t k = 0; k < 3; ++k) {
    require(std::abs(state_[k] - state_[k + 3] - state_[k + 6]) <=
                1e-9 * (config_.capacity_n_m_s + std::abs(state_[k + 3])),
            "the book of a satellite's momentum does not close");
  }
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", satellite_, name, value, unit});
  };
  metric("momentum_at_end", std::hypot(state_[0], state_[1], state_[2]), "N m s");
  metric("momentum_disturbed", std::hypot(state_[3], state_[4], state_[5]), "N m s");
  metric("momentum_unloaded", std::hypot(state_[6], state_[7], state_[8]), "N m s");
  metric("momentum_greatest_part", greatest_ / config_.capacity_n_m_s, "1");
  metric("momentum_unloadings", static_cast<double>(unloadings_), "1");
}

} // namespace urker::spacecraft
