#pragma once

#include "spacecraft/energy.hpp"
#include "spacecraft/power/battery_wear.hpp"
#include "spacecraft/power_config.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace urker::spacecraft {

/// What a store does; it stays so until one of `EnergyStore::margins` is used up.
enum class StoreRegime : std::uint8_t {
  charging,
  charging_limited, ///< by the greatest charging power; the rest is shed
  full,
  discharging,
  discharging_limited, ///< by the greatest discharging power; the rest is not served
  empty,               ///< or, of a capacitor, the load cannot be drawn through its resistance
};

/// A battery with constant efficiencies, limits of power and depth, and ageing; or a capacitor with
/// a resistance. Its state is one number: joules of the battery, inner volts of the capacitor.
class EnergyStore {
 public:
  explicit EnergyStore(const PowerConfig& config);

  [[nodiscard]] bool is_capacitor() const { return capacitor_.has_value(); }
  [[nodiscard]] double initial_state() const;
  /// With all its strings.
  [[nodiscard]] double initial_charge_j() const;
  [[nodiscard]] double charge_j(double state) const;
  [[nodiscard]] double capacity_j() const;
  [[nodiscard]] double state_of_charge(double state) const {
    return part_ > 0.0 ? charge_j(state) / capacity_j() : 0.0;
  }
  /// State of charge of a capacitor at an inner voltage.
  [[nodiscard]] double charge_at_voltage(double voltage_v) const;
  /// What it does with a surplus of `net_w`, or a need of `-net_w`.
  [[nodiscard]] StoreRegime regime(double state, double net_w) const;
  /// Change of the state per second.
  [[nodiscard]] double rate(double state, double net_w, StoreRegime regime) const;
  /// Positive as long as the regime lasts, each a function of state and net power.
  [[nodiscard]] std::vector<std::function<double(double state, double net_w)>>
  margins(StoreRegime regime) const;
  /// Whether that net power is more than it can give.
  [[nodiscard]] bool overdrawn(double state, double net_w) const;

  /// Notes that the charge went from one value to another without a turn in between; returns what
  /// a capacity that has shrunk by that can no longer hold.
  double age(double from_j, double to_j);
  /// Sets the part of its strings that is left, and returns the state that it is in then.
  [[nodiscard]] double set_part(double part, double state);
  /// Time passed at a mean rate of the loss to time (`calendar_rate`).
  void pass(double time_s, double rate) { wear_.pass(time_s, rate); }
  [[nodiscard]] const BatteryWear& wear() const { return wear_; }

  template <class Packer>
  void pack(Packer& p) {
    p(wear_, part_);
  }

 private:
  [[nodiscard]] double floor_j() const;
  /// Of the strings of a capacitor that are left.
  [[nodiscard]] double resistance_ohm() const { return capacitor_->resistance_ohm / part_; }

  std::optional<BatteryConfig> battery_;
  std::optional<SupercapacitorConfig> capacitor_;
  BatteryWear wear_;
  double part_ = 1.0; ///< of the strings
};

} // namespace urker::spacecraft
