#pragma once

#include "spacecraft/energy.hpp"
#include "spacecraft/power_config.hpp"

#include <optional>

namespace urker::spacecraft {

/// A battery on a bus whose generation is linear in time and whose load is constant between
/// events. Its charge is then piecewise quadratic, with a constant efficiency in each direction,
/// and everything here is a closed form. Self-discharge, temperature and voltage are left out.
class Battery {
 public:
  explicit Battery(const BatteryConfig& config);

  [[nodiscard]] double charge_j() const { return charge_j_; }
  [[nodiscard]] double capacity_j() const { return config_.capacity_j * part_; }
  /// Of the capacity that is left; 0 where there is none.
  [[nodiscard]] double state_of_charge() const {
    return part_ > 0.0 ? charge_j_ / capacity_j() : 0.0;
  }
  /// Least that it has had, between events included.
  [[nodiscard]] double least_state_of_charge() const { return least_state_of_charge_; }
  [[nodiscard]] const EnergyBook& book() const { return book_; }

  /// Carries charge and book over `duration_s`. A full battery stays full and sheds, an empty one
  /// stays empty and leaves loads unserved.
  void advance(const LinearPower& generation, double load_w, double duration_s);

  /// Sets the part of the capacity that is left: lost strings take their charge along, those that
  /// come back are empty.
  void set_part(double part);

  /// Seconds, above zero, until the charge reaches `level_j`, if it does within `horizon_s`.
  [[nodiscard]] std::optional<double> time_to(double level_j, const LinearPower& generation,
                                              double load_w, double horizon_s) const;

  template <class Packer>
  void pack(Packer& p) {
    p(charge_j_, part_, least_state_of_charge_, book_);
  }

 private:
  void charge(double surplus_j);
  void discharge(double need_j);

  BatteryConfig config_;
  double charge_j_;
  double part_ = 1.0; ///< of the capacity
  double least_state_of_charge_;
  EnergyBook book_;
};

} // namespace urker::spacecraft
