#include "spacecraft/thermal/thermostats.hpp"

#include <algorithm>

namespace urker::spacecraft {

namespace {

// A temperature counts as reached within this; thresholds of one thermostat are further apart.
constexpr double kReached_k = 1e-9;

} // namespace

Thermostats::Thermostats(const ThermalConfig& config, const ThermalNetwork& network) {
  for (const auto& [name, h] : config.heaters) {
    heaters_.push_back({network.index(h.node), h.power_w, h.on_below_k, h.off_above_k});
  }
  for (const TemperatureLimitConfig& l : config.limits) {
    limits_.push_back({network.index(l.node), l.unit, l.action, l.pace, l.at_k, l.until_k});
  }
  heater_on_.assign(heaters_.size(), 0);
  limit_on_.assign(limits_.size(), 0);
}

Thermostats::Watch Thermostats::watch(std::size_t i) const {
  if (i < heaters_.size()) {
    const Heater& heater = heaters_[i];
    const bool on = heater_on_[i] != 0;
    return {heater.node, on ? heater.off_above_k : heater.on_below_k, on};
  }
  const Limit& limit = limits_[i - heaters_.size()];
  const bool on = limit_on_[i - heaters_.size()] != 0;
  const bool hot = limit.until_k < limit.at_k;
  return {limit.node, on ? limit.until_k : limit.at_k, hot != on};
}

bool Thermostats::reached(std::size_t i, std::span<const double> temperature_k) const {
  const Watch w = watch(i);
  const double beyond_k = temperature_k[w.node] - w.temperature_k;
  return w.rising ? beyond_k >= -kReached_k : beyond_k <= kReached_k;
}

bool Thermostats::due(std::span<const double> temperature_k) const {
  for (std::size_t i = 0; i < heaters_.size() + limits_.size(); ++i) {
    if (reached(i, temperature_k)) {
      return true;
    }
  }
  return false;
}

std::string_view Thermostats::handle(std::span<const double> temperature_k, UnitStates& units) {
  std::string_view cause;
  for (std::size_t i = 0; i < heaters_.size(); ++i) {
    if (reached(i, temperature_k)) {
      heater_on_[i] ^= 1;
      cause = heater_on_[i] ? "heater_on" : "heater_off";
    }
  }
  for (std::size_t i = 0; i < limits_.size(); ++i) {
    if (reached(heaters_.size() + i, temperature_k)) {
      limit_on_[i] ^= 1;
      ++limit_changes_;
      cause = limit_on_[i] ? "limit" : "limit_over";
    }
  }
  // Several limits may act on one unit: it works when all of them allow it.
  for (const Limit& limit : limits_) {
    bool off = false;
    double pace = 1.0;
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      if (limits_[i].unit == limit.unit && limit_on_[i]) {
        off = off || limits_[i].action == LimitAction::switch_off;
        pace = limits_[i].action == LimitAction::slow_down ? std::min(pace, limits_[i].pace) : pace;
      }
    }
    units.hinder(limit.unit, Hindrance::heat, off);
    units.set_pace(limit.unit, Hindrance::heat, pace);
  }
  return cause;
}

std::vector<double> Thermostats::heater_w(std::size_t nodes) const {
  std::vector<double> result(nodes);
  for (std::size_t i = 0; i < heaters_.size(); ++i) {
    result[heaters_[i].node] += heater_on_[i] ? heaters_[i].power_w : 0.0;
  }
  return result;
}

std::optional<double> Thermostats::next_s(const DenseStep& step, std::size_t first, double from_s,
                                          double to_s) const {
  std::optional<double> next;
  for (std::size_t i = 0; i < heaters_.size() + limits_.size(); ++i) {
    const Watch w = watch(i);
    const std::size_t component = first + w.node;
    const auto root = first_root(
        [&](double s) { return step.value(component, s) - w.temperature_k; },
        [&](double s) { return step.rate_per_s(component, s); }, from_s, next.value_or(to_s));
    if (root) {
      next = std::min(next.value_or(*root), *root);
    }
  }
  return next;
}

} // namespace urker::spacecraft
