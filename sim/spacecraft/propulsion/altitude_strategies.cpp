#include "spacecraft/propulsion/altitude_strategies.hpp"

#include <fmt/format.h>

#include <cmath>

namespace urker::spacecraft {

namespace {

double altitude_m(const Look& now) {
  return now.orbit.semi_major_axis_m - kAltitudeZero_m;
}

} // namespace

Answer Phase::ask(const Look& now) {
  return now.mark < end_ ? Answer{} : Answer{Answer::State::done, std::nullopt, config_.name, end_};
}

Answer Raise::ask(const Look& now) {
  const double rise_m = config_.altitude_m - altitude_m(now);
  if (std::abs(rise_m) <= config_.tolerance_m) {
    return Answer::done(fmt::format("at {:.3f} km", altitude_m(now) * 1e-3));
  }
  const double needed_m_s = now.delta_v_for_m_s(rise_m);
  if (std::abs(needed_m_s) > now.available_m_s) {
    return Answer::refused(too_little(std::abs(needed_m_s), now.available_m_s) +
                           (begun_ ? ", after drag took its part" : ""));
  }
  begun_ = true;
  return {.wish = Wish{.delta_v_m_s = needed_m_s}};
}

Keep::Keep(const KeepConfig& config, Time begin)
    : config_(config),
      end_(config.duration_s ? begin + round_seconds(*config.duration_s) : kNever) {}

Answer Keep::ask(const Look& now) {
  if (now.mark >= end_) {
    return Answer::done(fmt::format("raised {} times", times_));
  }
  const double above_m = altitude_m(now) - config_.altitude_m;
  if (!raising_ && above_m < -config_.dead_band_m) {
    raising_ = true;
    ++times_;
  }
  const double rise_m = config_.dead_band_m - above_m;
  if (raising_ && rise_m < 0.1 * config_.dead_band_m) {
    raising_ = false;
  }
  if (!raising_) {
    return {};
  }
  const double needed_m_s = now.delta_v_for_m_s(rise_m);
  if (needed_m_s + config_.leave_m_s > now.available_m_s) {
    return Answer::refused(too_little(needed_m_s + config_.leave_m_s, now.available_m_s) +
                           fmt::format(", after {} times", times_ - 1));
  }
  return {.wish = Wish{.delta_v_m_s = needed_m_s}};
}

} // namespace urker::spacecraft
