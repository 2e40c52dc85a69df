#include "spacecraft/power/adaptive_bus.hpp"

#include "base/error.hpp"
#include "spacecraft/power/orbit_clock.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

// A step is tried with this length at least: after short ones at kinks the long ones come back.
constexpr double kLeastTry_s = 30.0;

} // namespace

AdaptiveBus::AdaptiveBus(std::string satellite, const PowerConfig& power,
                         const std::optional<ThermalConfig>& thermal, Illumination illumination,
                         std::shared_ptr<const Heavens> heavens,
                         std::shared_ptr<const AttitudeControl> attitude)
    : satellite_(std::move(satellite)), config_(power), illumination_(std::move(illumination)),
      dynamics_(power, thermal, std::move(heavens), std::move(attitude)), store_(power),
      state_(dynamics_.initial(store_)), shed_(power.shedding.size(), Shed::no),
      shed_w_(power.shedding.size(), 0.0) {
  if (thermal) {
    thermostats_ = Thermostats(*thermal, *dynamics_.network());
  }
  if (config_.battery && config_.battery->ageing && config_.battery->ageing->calendar &&
      dynamics_.network()) {
    const auto& network = *dynamics_.network();
    for (std::size_t i = 0; i < network.size(); ++i) {
      if (network.name(i) == config_.battery->ageing->calendar->node) {
        battery_node_ = i;
      }
    }
  }
  wanted_w_[index(UnitKind::bus)] = config_.loads.bus_w;
  wanted_w_[index(UnitKind::payload)] = config_.loads.payload_w;
  set_drawn();
}

double AdaptiveBus::drawn_w(UnitKind unit) const {
  if (off_) {
    return 0.0;
  }
  if (mode_ == PowerMode::nominal || unit == UnitKind::radio) {
    return wanted_w_[index(unit)];
  }
  return unit == UnitKind::bus ? config_.loads.safe_w : 0.0;
}

bool AdaptiveBus::Level::reached(double soc) const {
  return downward ? soc <= state_of_charge + kTolerance : soc >= state_of_charge - kTolerance;
}

void AdaptiveBus::set_drawn() {
  for (std::size_t i = 0; i < kUnits; ++i) {
    loads_.unit_w[i] = drawn_w(static_cast<UnitKind>(i));
  }
  const auto& network = dynamics_.network();
  loads_.heater_w = thermostats_.heater_w(network ? network->size() : 0);
  if (off_) {
    std::fill(loads_.heater_w.begin(), loads_.heater_w.end(), 0.0);
  }
  for (const double power_w : loads_.heater_w) {
    loads_.unit_w[index(UnitKind::heater)] += power_w;
  }
}

void AdaptiveBus::start(RowSink& rows) {
  orbit_end_ = next_ascending_node(dynamics_.heavens(), now_);
  orbit_charge_j_ = charge_j();
  orbit_least_ = least_ = state_of_charge();
  next_mark_ = now_ + round_seconds(config_.report_interval_s);
  emit("start", rows);
  emit_temperatures("start", rows);
}

void AdaptiveBus::learn(const std::vector<access::Eclipse>& eclipses) {
  illumination_.forget(time_);
  const Illumination::Piece before = light();
  for (const access::Eclipse& eclipse : eclipses) {
    require(eclipse.penumbra.begin >= time_, "a satellite learns of an eclipse that has begun");
    illumination_.add(eclipse);
  }
  const Illumination::Piece after = light();
  if (after.fraction != before.fraction || after.slope_per_s != before.slope_per_s) {
    has_step_ = false; // it was made for the wrong light
  }
}

std::vector<double> AdaptiveBus::now_state() const {
  return has_step_ && now_ > time_ ? step_.values(to_seconds(now_ - time_)) : state_;
}

double AdaptiveBus::state_of_charge() const {
  return store_.state_of_charge(now_state()[BusDynamics::kStore]);
}

double AdaptiveBus::temperature_k(std::size_t node) const {
  return now_state()[BusDynamics::kFirstNode + node];
}

double AdaptiveBus::charge_for_imaging() const {
  return store_.is_capacitor() ? store_.charge_at_voltage(config_.supercapacitor->for_imaging_v)
                               : config_.battery->for_imaging;
}

double AdaptiveBus::charge_for_safe_mode() const {
  return store_.is_capacitor() ? store_.charge_at_voltage(config_.supercapacitor->sleep_v)
                               : config_.battery->safe_mode;
}

double AdaptiveBus::least_charge(Time until, double power_w) const {
  // Good to a percent of a percent: for decisions only.
  constexpr double kForesight = 1e-6;
  AdaptiveBus probe(*this);
  probe.commit(now_);
  probe.foresees_ = true;
  probe.dynamics_.set_tolerance(kForesight);
  probe.loads_.unit_w[index(UnitKind::propulsion)] += power_w;
  probe.least_ = probe.state_of_charge();
  probe.advance(until);
  probe.commit(until);
  return probe.least_;
}

Illumination::Piece AdaptiveBus::light() const {
  // A slope stands for the true light.
  return foresees_ ? Illumination::Piece{1.0, 1.0, kNever} : illumination_.at(time_);
}

double AdaptiveBus::net_w() const {
  return dynamics_.generation_w(time_, light(), state_) - loads_.sum_w();
}

void AdaptiveBus::make_step() {
  const Illumination::Piece piece = light();
  regime_ = store_.regime(state_[BusDynamics::kStore], net_w());
  step_ = dynamics_.step(time_, piece, state_, loads_, store_, regime_, try_s_);
  has_step_ = true;
  regime_end_ = kNever;
  const double load_w = loads_.sum_w();
  const auto net_at = [&](double s) {
    return step_.rate_per_s(BusDynamics::kGenerated, s) - load_w;
  };
  double until_s = step_.length_s();
  for (const auto& margin : store_.margins(regime_)) {
    const auto value = [&](double s) {
      return margin(step_.value(BusDynamics::kStore, s), net_at(s));
    };
    // Good enough to tell where it turns: the margins are smooth.
    const double small_s = 1e-4 * step_.length_s();
    const auto rate = [&](double s) {
      return value(std::min(s + small_s, step_.length_s())) - value(std::max(s - small_s, 0.0));
    };
    // At its edge already: it grows, or the regime would be another.
    const double from_s = value(0.0) > 0.0 ? 0.0 : 1e-6 * step_.length_s();
    if (value(from_s) <= 0.0) {
      continue;
    }
    if (const auto root = first_root(value, rate, from_s, until_s)) {
      until_s = *root;
      regime_end_ = time_ + ceil_seconds(*root);
    }
  }
}

Time AdaptiveBus::step_end() const {
  return std::min({std::max(step_.end(), time_ + Duration(1)), regime_end_, light().until});
}

void AdaptiveBus::book(const std::vector<double>& end, double duration_s) {
  const double from_j = store_.charge_j(state_[BusDynamics::kStore]);
  const double to_j = store_.charge_j(end[BusDynamics::kStore]);
  const double generated_j = end[BusDynamics::kGenerated];
  const double load_j = loads_.sum_w() * duration_s;
  const double net_j = generated_j - load_j;
  const double stored_j = to_j - from_j;
  totals_.generated.add(generated_j);
  totals_.demanded.add(load_j);
  switch (regime_) {
  case StoreRegime::charging:
  case StoreRegime::discharging:
    totals_.lost.add(net_j - stored_j);
    break;
  case StoreRegime::charging_limited: {
    const double taken_j = *config_.battery->charge_power_w * duration_s;
    totals_.lost.add(taken_j - stored_j);
    totals_.shed.add(net_j - taken_j);
    break;
  }
  case StoreRegime::full:
    totals_.shed.add(net_j);
    break;
  case StoreRegime::discharging_limited: {
    const double given_j = *config_.battery->discharge_power_w * duration_s;
    totals_.lost.add(-given_j - stored_j);
    totals_.unserved.add(-net_j - given_j);
    break;
  }
  case StoreRegime::empty:
    totals_.unserved.add(-net_j);
    break;
  }
  for (std::size_t i = 0; i < kUnits; ++i) {
    totals_.by_unit[i].add(loads_.unit_w[i] * duration_s);
  }
  const Illumination::Piece piece = light();
  if (piece.fraction == 1.0 && piece.slope_per_s == 0.0) {
    totals_.sunlit_s.add(duration_s);
  }
  if (off_) {
    off_s_.add(duration_s);
  } else if (mode_ == PowerMode::safe) {
    safe_s_.add(duration_s);
  }
}

void AdaptiveBus::grow_older(double duration_s) {
  if (!config_.battery || !config_.battery->ageing || !config_.battery->ageing->calendar) {
    return;
  }
  const CalendarAgeingConfig& calendar = *config_.battery->ageing->calendar;
  const auto rate_at = [&](double s) {
    const double temperature_k = battery_node_
                                     ? step_.value(BusDynamics::kFirstNode + *battery_node_, s)
                                     : calendar.temperature_k;
    return calendar_rate(calendar, temperature_k,
                         store_.state_of_charge(step_.value(BusDynamics::kStore, s)));
  };
  // Simpson's rule: both change little in a step.
  store_.pass(duration_s,
              (rate_at(0.0) + 4.0 * rate_at(0.5 * duration_s) + rate_at(duration_s)) / 6.0);
}

void AdaptiveBus::commit(Time t) {
  if (t == time_) {
    has_step_ = false;
    return;
  }
  if (!has_step_) {
    make_step();
  }
  const double duration_s = to_seconds(t - time_);
  std::vector<double> end = step_.values(duration_s);
  if (regime_ == StoreRegime::full || regime_ == StoreRegime::empty) {
    end[BusDynamics::kStore] = state_[BusDynamics::kStore]; // exactly
  }
  book(end, duration_s);
  grow_older(duration_s);
  const double from_j = store_.charge_j(state_[BusDynamics::kStore]);
  const double to_j = store_.charge_j(end[BusDynamics::kStore]);
  // A capacity that has shrunk below what is stored: the rest is lost.
  const double surplus_j = store_.age(from_j, to_j);
  if (surplus_j > 0.0) {
    end[BusDynamics::kStore] -= surplus_j;
    totals_.lost.add(surplus_j);
  }
  end[BusDynamics::kGenerated] = 0.0;
  state_ = std::move(end);
  time_ = t;
  now_ = std::max(now_, t);
  has_step_ = false;
  // Of steps that were used, so that it does not matter how often a step was made anew.
  try_s_ = std::max(step_.next_length_s(), kLeastTry_s);
  const double soc = store_.state_of_charge(state_[BusDynamics::kStore]);
  least_ = std::min(least_, soc);
  orbit_least_ = std::min(orbit_least_, soc);
}

void AdaptiveBus::advance(Time now) {
  require(now >= now_, "a power system cannot go back in time");
  while (time_ < now) {
    if (!has_step_) {
      make_step();
    }
    const Time end = step_end();
    if (end > now) {
      break;
    }
    commit(end);
  }
  now_ = now;
}

void AdaptiveBus::set_load(UnitKind unit, double power_w, Time now, RowSink& rows) {
  if (wanted_w_[index(unit)] == power_w) {
    return;
  }
  advance(now);
  commit(now);
  wanted_w_[index(unit)] = power_w;
  set_drawn();
  emit(unit_name(unit), rows);
}

void AdaptiveBus::set_parts(const PowerParts& parts, Time now, RowSink& rows) {
  if (parts == parts_) {
    return;
  }
  advance(now);
  commit(now);
  const double before_j = charge_j();
  state_[BusDynamics::kStore] = store_.set_part(parts.store, state_[BusDynamics::kStore]);
  totals_.lost.add(before_j - charge_j());
  dynamics_.set_array_part(parts.array);
  const bool array = parts.array != parts_.array;
  parts_ = parts;
  const double soc = state_of_charge();
  least_ = std::min(least_, soc);
  orbit_least_ = std::min(orbit_least_, soc);
  emit(array ? "array" : "battery", rows);
}

void AdaptiveBus::turn(Time now) {
  advance(now);
  commit(now);
}

std::vector<AdaptiveBus::Level> AdaptiveBus::levels() const {
  std::vector<Level> levels;
  if (off_) {
    return {{store_.charge_at_voltage(config_.supercapacitor->restart_v), false}};
  }
  if (store_.is_capacitor()) {
    const SupercapacitorConfig& c = *config_.supercapacitor;
    levels.push_back({store_.charge_at_voltage(c.off_v), true});
    levels.push_back(mode_ == PowerMode::nominal
                         ? Level{store_.charge_at_voltage(c.sleep_v), true}
                         : Level{store_.charge_at_voltage(c.wake_v), false});
  } else {
    levels.push_back(mode_ == PowerMode::nominal ? Level{config_.battery->safe_mode, true}
                                                 : Level{config_.battery->recovery, false});
  }
  for (std::size_t i = 0; i < shed_.size(); ++i) {
    const SheddingConfig& entry = config_.shedding[i];
    levels.push_back(shed_[i] == Shed::by_charge ? Level{entry.restore, false}
                                                 : Level{entry.below, true});
  }
  return levels;
}

bool AdaptiveBus::can_shed() const {
  return std::find(shed_.begin(), shed_.end(), Shed::no) != shed_.end();
}

bool AdaptiveBus::overdrawn() const {
  return time_ == now_ && !off_ && store_.overdrawn(state_[BusDynamics::kStore], net_w());
}

Time AdaptiveBus::next_threshold() const {
  const double soc = state_of_charge();
  const double from_s = to_seconds(now_ - time_);
  const double to_s = to_seconds(step_end() - time_);
  Time next = kNever;
  for (const Level& level : levels()) {
    if (level.reached(soc)) {
      return now_;
    }
    const auto value = [&](double s) {
      return store_.state_of_charge(step_.value(BusDynamics::kStore, s)) - level.state_of_charge;
    };
    const auto rate = [&](double s) { return step_.rate_per_s(BusDynamics::kStore, s); };
    if (const auto root = first_root(value, rate, from_s, to_s)) {
      next = std::min(next, time_ + ceil_seconds(*root));
    }
  }
  if (dynamics_.network()) {
    const std::vector<double> state = now_state();
    if (thermostats_.due(std::span(state).subspan(BusDynamics::kFirstNode))) {
      return now_;
    }
    if (const auto root = thermostats_.next_s(step_, BusDynamics::kFirstNode, from_s, to_s)) {
      next = std::min(next, time_ + ceil_seconds(*root));
    }
  }
  return std::max(next, now_);
}

Time AdaptiveBus::next_event() {
  if (overdrawn() && (store_.is_capacitor() || can_shed())) {
    return now_;
  }
  if (!has_step_) {
    make_step();
  }
  return std::max(now_, std::min({next_threshold(), step_end(), next_mark_, orbit_end_}));
}

bool AdaptiveBus::due() const {
  const double soc = state_of_charge();
  for (const Level& level : levels()) {
    if (level.reached(soc)) {
      return true;
    }
  }
  const std::vector<double> state = now_state();
  return overdrawn() || std::find(shed_.begin(), shed_.end(), Shed::by_power) != shed_.end() ||
         thermostats_.due(std::span(state).subspan(BusDynamics::kFirstNode));
}

AdaptiveBus::Transition AdaptiveBus::handle(Time now, UnitStates& units, RowSink& rows) {
  const Time corner = light().until;
  const Time regime_end = has_step_ ? regime_end_ : kNever;
  advance(now);
  std::string_view cause;
  if (corner == now) {
    cause = "sunlight";
  } else if (regime_end == now) {
    const StoreRegime now_regime = store_.regime(state_[BusDynamics::kStore], net_w());
    cause = now_regime == StoreRegime::full    ? "full"
            : now_regime == StoreRegime::empty ? "empty"
                                               : "";
  }
  if (due()) {
    commit(now); // what is over ran in the old mode
  }
  const Transition transition = change_mode(cause);
  bool changed = transition != Transition::none || cause == "off" || cause == "restart";
  changed = shed_units(units, cause) || changed;
  std::string_view thermal_cause;
  if (dynamics_.network()) {
    const std::vector<double> state = now_state();
    thermal_cause = thermostats_.handle(std::span(state).subspan(BusDynamics::kFirstNode), units);
  }
  if (changed || !thermal_cause.empty()) {
    commit(now);
    set_drawn();
  }
  if (now >= orbit_end_) {
    commit(now);
    end_orbit(rows);
  }
  const bool mark = now >= next_mark_;
  if (mark) {
    next_mark_ = now + round_seconds(config_.report_interval_s);
  }
  if (!cause.empty() || !thermal_cause.empty() || mark) {
    emit(!cause.empty() ? cause : !thermal_cause.empty() ? thermal_cause : "mark", rows);
  }
  if (!thermal_cause.empty() || mark) {
    emit_temperatures(thermal_cause.empty() ? "mark" : thermal_cause, rows);
  }
  return transition;
}

} // namespace urker::spacecraft
