#include "spacecraft/power/energy_store.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace urker::spacecraft {

namespace {

// A charge counts as full or empty within this part of the capacity.
constexpr double kReached = 1e-10;

double limit(const std::optional<double>& power_w) {
  return power_w.value_or(std::numeric_limits<double>::max());
}

} // namespace

EnergyStore::EnergyStore(const PowerConfig& config)
    : battery_(config.battery), capacitor_(config.supercapacitor),
      wear_(battery_ ? battery_->ageing : std::nullopt, battery_ ? battery_->initial : 1.0) {}

double EnergyStore::initial_state() const {
  return capacitor_ ? capacitor_->initial_v
                    : battery_->initial * battery_->capacity_j * battery_->health;
}

double EnergyStore::initial_charge_j() const {
  const double state = initial_state();
  return capacitor_ ? 0.5 * capacitor_->capacitance_f * state * state : state;
}

double EnergyStore::charge_j(double state) const {
  return capacitor_ ? 0.5 * (capacitor_->capacitance_f * part_) * state * state : state;
}

double EnergyStore::capacity_j() const {
  if (capacitor_) {
    return charge_j(capacitor_->greatest_v);
  }
  return battery_->capacity_j * battery_->health * wear_.left() * part_;
}

double EnergyStore::floor_j() const {
  return (1.0 - battery_->depth_limit) * capacity_j();
}

double EnergyStore::charge_at_voltage(double voltage_v) const {
  const double part = voltage_v / capacitor_->greatest_v;
  return part * part;
}

StoreRegime EnergyStore::regime(double state, double net_w) const {
  if (part_ <= 0.0) {
    return net_w > 0.0 ? StoreRegime::full : StoreRegime::empty;
  }
  const double slack_j = kReached * capacity_j();
  const double charge = charge_j(state);
  if (net_w > 0.0) {
    if (charge >= capacity_j() - slack_j) {
      return StoreRegime::full;
    }
    return !capacitor_ && net_w > limit(battery_->charge_power_w) ? StoreRegime::charging_limited
                                                                  : StoreRegime::charging;
  }
  if (capacitor_) {
    return capacitor_current_a(state, resistance_ohm(), -net_w) ? StoreRegime::discharging
                                                                : StoreRegime::empty;
  }
  if (charge <= floor_j() + slack_j) {
    return StoreRegime::empty;
  }
  return -net_w > limit(battery_->discharge_power_w) ? StoreRegime::discharging_limited
                                                     : StoreRegime::discharging;
}

double EnergyStore::rate(double state, double net_w, StoreRegime regime) const {
  if (regime == StoreRegime::full || regime == StoreRegime::empty) {
    return 0.0;
  }
  if (capacitor_) {
    // Beyond the end of its regime a step may ask for what cannot be drawn.
    const double most_w = resistance_ohm() > 0.0 ? state * state / (4.0 * resistance_ohm())
                                                 : std::numeric_limits<double>::max();
    const auto current_a = capacitor_current_a(state, resistance_ohm(), std::min(-net_w, most_w));
    return -current_a.value_or(0.0) / (capacitor_->capacitance_f * part_);
  }
  switch (regime) {
  case StoreRegime::charging:
    return net_w * battery_->charge_efficiency;
  case StoreRegime::charging_limited:
    return *battery_->charge_power_w * battery_->charge_efficiency;
  case StoreRegime::discharging:
    return net_w / battery_->discharge_efficiency;
  default:
    return -*battery_->discharge_power_w / battery_->discharge_efficiency;
  }
}

std::vector<std::function<double(double, double)>> EnergyStore::margins(StoreRegime regime) const {
  using Margin = std::function<double(double, double)>;
  const Margin surplus = [](double, double net_w) { return net_w; };
  const Margin need = [](double, double net_w) { return -net_w; };
  const Margin room = [this](double state, double) { return capacity_j() - charge_j(state); };
  const Margin stock = [this](double state, double) { return charge_j(state) - floor_j(); };
  switch (regime) {
  case StoreRegime::charging:
    if (!capacitor_ && battery_->charge_power_w) {
      return {surplus, room, [most_w = *battery_->charge_power_w](double, double net_w) {
                return most_w - net_w;
              }};
    }
    return {surplus, room};
  case StoreRegime::charging_limited:
    return {room,
            [most_w = *battery_->charge_power_w](double, double net_w) { return net_w - most_w; }};
  case StoreRegime::full:
    return {surplus};
  case StoreRegime::discharging:
    if (capacitor_) {
      const double four_r = 4.0 * resistance_ohm();
      return {need, [four_r](double v, double net_w) { return v * v + four_r * net_w; }};
    }
    if (battery_->discharge_power_w) {
      return {need, stock, [most_w = *battery_->discharge_power_w](double, double net_w) {
                return most_w + net_w;
              }};
    }
    return {need, stock};
  case StoreRegime::discharging_limited:
    return {stock, [most_w = *battery_->discharge_power_w](double, double net_w) {
              return -net_w - most_w;
            }};
  case StoreRegime::empty:
    return {need};
  }
  return {};
}

bool EnergyStore::overdrawn(double state, double net_w) const {
  if (net_w >= 0.0) {
    return false;
  }
  if (part_ <= 0.0) {
    return true;
  }
  return capacitor_ ? !capacitor_current_a(state, resistance_ohm(), -net_w)
                    : -net_w > limit(battery_->discharge_power_w);
}

double EnergyStore::set_part(double part, double state) {
  const double before = part_;
  part_ = part;
  if (part <= 0.0) {
    return 0.0;
  }
  if (part > before) {
    // Empty strings join: a capacitor keeps its charge in coulombs, and its voltage falls.
    return capacitor_ ? state * before / part : state;
  }
  return capacitor_ ? state : std::min(state * part / before, capacity_j());
}

double EnergyStore::age(double from_j, double to_j) {
  if (capacitor_ || part_ <= 0.0) {
    return 0.0;
  }
  const double before_j = capacity_j();
  wear_.move(from_j / before_j, to_j / before_j);
  return std::max(0.0, to_j - capacity_j());
}

} // namespace urker::spacecraft
