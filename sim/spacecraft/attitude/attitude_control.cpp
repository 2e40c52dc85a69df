#include "spacecraft/attitude/attitude_control.hpp"

#include "access/sign_change.hpp"
#include "base/error.hpp"
#include "base/metric.hpp"
#include "spacecraft/attitude/exclusion.hpp"
#include "time/time_column.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <numbers>

namespace urker::spacecraft {

namespace {

using orbit::Matrix3;
using orbit::Vector3;

std::string_view mode_name(PointingMode mode) {
  return EnumNames<PointingMode>::names[static_cast<std::size_t>(mode)];
}

} // namespace

void AttitudeRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  instant(v, "time", time, "When the slew begins");
  v.integer("sequence", sequence, "1", "Order of rows at one time");
  v.text("activity", activity, "What the satellite turns for");
  v.text("mode", mode, "Pointing that it turns to");
  v.real("angle", angle_rad / unit::deg.scale, "degree", "Angle of the slew");
  instant(v, "held", held, "When the pointing is held, settling included");
}

AttitudeControl::AttitudeControl(std::string satellite, AttitudeConfig config,
                                 std::shared_ptr<const Heavens> heavens)
    : satellite_(std::move(satellite)), config_(std::move(config)), heavens_(std::move(heavens)) {
  held_.mode =
      config_.modes.charging == PointingMode::any ? PointingMode::nadir : config_.modes.charging;
}

Pointing AttitudeControl::resolve(const PointingWish& wish) const {
  const auto with = [](Pointing pointing, PointingMode mode) {
    // What does not belong to the mode must not tell two equal pointings apart.
    Pointing plain;
    plain.mode = mode;
    if (mode == PointingMode::target || mode == PointingMode::station) {
      plain.roll_rad = pointing.roll_rad;
      plain.has_place = pointing.has_place;
      plain.place = pointing.place;
    } else if (mode == PointingMode::velocity) {
      plain.tnw = pointing.tnw;
    }
    return plain;
  };
  const ModesConfig& modes = config_.modes;
  const auto mode_of = [&](Activity activity) {
    switch (activity) {
    case Activity::safe_mode:
      return modes.safe_mode;
    case Activity::burn:
      return modes.burn;
    case Activity::imaging:
      return modes.imaging;
    case Activity::downlink:
      return modes.downlink;
    case Activity::charging:
      return modes.charging;
    }
    return PointingMode::any;
  };
  const PointingMode mode = mode_of(wish.activity);
  return mode == PointingMode::any ? held_ : with(wish.pointing, mode);
}

Matrix3 AttitudeControl::orientation(Time t) const {
  if (slew_ && t < slew_->end) {
    const SlewProfile profile(config_.slew, slew_->angle_rad);
    const double angle_rad = profile.angle_at(to_seconds(t - slew_->begin));
    return Eigen::Map<const Matrix3>(slew_->from.data()) *
           Eigen::AngleAxisd(angle_rad, Vector3(slew_->axis.data())).toRotationMatrix();
  }
  return body_to_inertial(held_, config_, *heavens_, t);
}

Time AttitudeControl::next_kink(Time t) const {
  if (!slew_ || t >= slew_->end) {
    return kNever;
  }
  const SlewProfile profile(config_.slew, slew_->angle_rad);
  for (const double kink_s :
       {0.0, profile.ramp_end_s(), profile.coast_end_s(), profile.motion_s()}) {
    const Time kink = slew_->begin + round_seconds(kink_s);
    if (kink > t) {
      return kink;
    }
  }
  return slew_->end;
}

bool AttitudeControl::holds(const PointingWish& wish, Time t) const {
  return resolve(wish) == held_ && !slewing(t);
}

double AttitudeControl::load_w(Time t) const {
  return config_.power_w + (slewing(t) ? config_.slew_power_w : 0.0);
}

std::string_view AttitudeControl::exclusion(Time begin, Time end) const {
  for (const Time t : {begin, begin + (end - begin) / 2, end}) {
    const auto reason = excluded(config_.apertures, orientation(t), *heavens_, t);
    if (!reason.empty()) {
      return reason;
    }
  }
  return {};
}

Duration AttitudeControl::slew_time(double angle_rad) const {
  return ceil_seconds(SlewProfile(config_.slew, angle_rad).duration_s());
}

double AttitudeControl::angle_between(Time depart, const Pointing& to, Time arrive) const {
  const Matrix3 turn =
      orientation(depart).transpose() * body_to_inertial(to, config_, *heavens_, arrive);
  return Eigen::AngleAxisd(turn).angle();
}

Time AttitudeControl::departure(const PointingWish& wish, Time now) const {
  const Pointing to = resolve(wish);
  if (to == held_ || wish.begin <= now) {
    return wish.begin <= now ? now : wish.begin;
  }
  // Early enough for the roundings of the search.
  const Time arrive = wish.begin - std::chrono::milliseconds(1);
  const auto spare_s = [&](Time depart) {
    return to_seconds(arrive - depart - slew_time(angle_between(depart, to, arrive)));
  };
  const Time earliest = std::max(now, arrive - slew_time(std::numbers::pi));
  const double at_earliest_s = spare_s(earliest);
  if (at_earliest_s <= 0.0) {
    return earliest;
  }
  return access::sign_change(spare_s, earliest, at_earliest_s, arrive, spare_s(arrive));
}

void AttitudeControl::find_departures(Time now) {
  departures_.clear();
  for (const PointingWish& wish : wishes_) {
    departures_.push_back(departure(wish, now));
  }
}

void AttitudeControl::update(Time now, std::vector<PointingWish> wishes, RowSink& rows) {
  std::erase_if(wishes, [now](const PointingWish& wish) { return wish.end <= now; });
  std::stable_sort(wishes.begin(), wishes.end(), [](const auto& a, const auto& b) {
    return std::pair(a.activity, a.begin) < std::pair(b.activity, b.begin);
  });
  if (slew_ && slew_->end <= now) {
    slew_.reset();
  }
  if (wishes != wishes_ || departures_.size() != wishes.size()) {
    wishes_ = std::move(wishes);
    find_departures(now);
  }
  choose(now, rows);
}

void AttitudeControl::choose(Time now, RowSink& rows) {
  std::optional<std::size_t> chosen;
  Time next_begin = kNever;
  for (std::size_t i = 0; i < wishes_.size() && !chosen; ++i) {
    // It may be on its way already to one that is to begin.
    if (departures_[i] <= now || wishes_[i] == served_) {
      chosen = i;
    } else {
      next_begin = std::min(next_begin, wishes_[i].begin);
    }
  }
  ends_ = chosen ? wishes_[*chosen].end : kNever;
  activity_ = chosen ? wishes_[*chosen].activity : Activity::charging;
  const Duration there_and_back = 2 * slew_time(std::numbers::pi);
  served_ = chosen ? std::optional(wishes_[*chosen]) : std::nullopt;
  if (chosen) {
    turn_to(*served_, now, rows);
  } else if (next_begin == kNever ||
             next_begin - now > there_and_back + ceil_seconds(config_.least_rest_s)) {
    turn_to(PointingWish{}, now, rows);
  }
  // After the turn, which moves the departures of what is more binding.
  leaves_ = kNever;
  for (std::size_t i = 0; i < chosen.value_or(wishes_.size()); ++i) {
    leaves_ = std::min(leaves_, std::max(departures_[i], now));
  }
}

void AttitudeControl::turn_to(const PointingWish& wish, Time now, RowSink& rows) {
  const Pointing to = resolve(wish);
  if (to == held_) {
    return;
  }
  // The slew ends where the pointing is at that time, which depends on how long the slew takes.
  const Time longest = now + slew_time(std::numbers::pi);
  const auto spare_s = [&](Time arrive) {
    return to_seconds(arrive - now - slew_time(angle_between(now, to, arrive)));
  };
  Time end = now;
  const double at_once_s = spare_s(now);
  if (at_once_s < 0.0) {
    end = access::sign_change(spare_s, now, at_once_s, longest, std::max(spare_s(longest), 1e-9));
  }
  const Matrix3 from = orientation(now);
  const Matrix3 turn = from.transpose() * body_to_inertial(to, config_, *heavens_, end);
  const Eigen::AngleAxisd about(turn);
  if (slew_ && slew_->end > now) {
    slewing_time_ -= slew_->end - now; // broken off
  }
  Slew slew;
  Eigen::Map<Matrix3>(slew.from.data()) = from;
  Eigen::Map<Vector3>(slew.axis.data()) = about.axis();
  slew.angle_rad = about.angle();
  slew.begin = now;
  slew.end = now + slew_time(slew.angle_rad);
  slew_ = slew;
  held_ = to;
  ++slews_;
  slewing_time_ += slew.end - now;
  late_slews_ += wish.begin > kStart && slew.end > wish.begin + std::chrono::milliseconds(1);
  rows.emit(AttitudeRow{satellite_, now, rows_++, activity_name(wish.activity), mode_name(to.mode),
                        slew.angle_rad, slew.end});
  find_departures(now);
}

Time AttitudeControl::next_event() const {
  return std::min({slew_ ? slew_->end : kNever, leaves_, ends_});
}

void AttitudeControl::finish(Time now, RowSink& rows) {
  if (slew_ && slew_->end > now) {
    slewing_time_ -= slew_->end - now;
  }
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", satellite_, name, value, unit});
  };
  metric("slews", static_cast<double>(slews_), "1");
  metric("slews_late", static_cast<double>(late_slews_), "1");
  metric("time_slewing", to_seconds(slewing_time_), "s");
}

} // namespace urker::spacecraft
