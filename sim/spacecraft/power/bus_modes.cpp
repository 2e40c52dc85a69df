// When an adaptive bus goes into its modes, and which units it sheds.
#include "spacecraft/power/adaptive_bus.hpp"

#include <algorithm>

namespace urker::spacecraft {

AdaptiveBus::Transition AdaptiveBus::change_mode(std::string_view& cause) {
  const double soc = state_of_charge();
  const auto below = [soc](double level) { return soc <= level + kTolerance; };
  const auto above = [soc](double level) { return soc >= level - kTolerance; };
  if (store_.is_capacitor()) {
    const SupercapacitorConfig& c = *config_.supercapacitor;
    if (off_) {
      if (!above(store_.charge_at_voltage(c.restart_v))) {
        return Transition::none;
      }
      off_ = false;
      cause = "restart";
      if (!above(store_.charge_at_voltage(c.wake_v))) {
        return Transition::none;
      }
      mode_ = PowerMode::nominal;
      return Transition::recovery;
    }
    if (below(store_.charge_at_voltage(c.off_v)) || overdrawn()) {
      off_ = true;
      ++offs_;
      cause = "off";
      const bool was_nominal = mode_ == PowerMode::nominal;
      mode_ = PowerMode::safe;
      return was_nominal ? Transition::safe_mode : Transition::none;
    }
  }
  if (mode_ == PowerMode::nominal && below(charge_for_safe_mode())) {
    mode_ = PowerMode::safe;
    ++safe_modes_;
    cause = "safe_mode";
    return Transition::safe_mode;
  }
  const double recovery = store_.is_capacitor()
                              ? store_.charge_at_voltage(config_.supercapacitor->wake_v)
                              : config_.battery->recovery;
  if (mode_ == PowerMode::safe && above(recovery)) {
    mode_ = PowerMode::nominal;
    cause = "recovery";
    return Transition::recovery;
  }
  return Transition::none;
}

bool AdaptiveBus::shed_units(UnitStates& units, std::string_view& cause) {
  const double soc = state_of_charge();
  const bool short_of_power = overdrawn();
  bool changed = false;
  for (std::size_t i = 0; i < shed_.size(); ++i) {
    const SheddingConfig& entry = config_.shedding[i];
    Shed& shed = shed_[i];
    const Shed before = shed;
    if (shed != Shed::by_charge && soc <= entry.below + kTolerance) {
      shed = Shed::by_charge;
    } else if (shed == Shed::no && short_of_power && !changed) {
      shed = Shed::by_power;
    } else if ((shed == Shed::by_charge && soc >= entry.restore - kTolerance) ||
               (shed == Shed::by_power && fits(shed_w_[i]))) {
      shed = Shed::no;
    }
    if (shed == before) {
      continue;
    }
    changed = true;
    cause = shed == Shed::no ? "restored" : "shed";
    if (before == Shed::no) {
      ++sheddings_;
      // At once: what its owner will set later must not be drawn in between.
      shed_w_[i] = wanted_w_[index(entry.unit)];
      wanted_w_[index(entry.unit)] = 0.0;
    }
  }
  for (const SheddingConfig& entry : config_.shedding) {
    bool shed = false;
    for (std::size_t i = 0; i < shed_.size(); ++i) {
      shed = shed || (shed_[i] != Shed::no && config_.shedding[i].unit == entry.unit);
    }
    units.hinder(entry.unit, Hindrance::energy, shed);
  }
  return changed;
}

bool AdaptiveBus::fits(double power_w) const {
  return time_ == now_ && !store_.overdrawn(state_[BusDynamics::kStore], net_w() - power_w);
}

} // namespace urker::spacecraft
