#pragma once

#include "spacecraft/power/rainflow.hpp"
#include "spacecraft/power_config.hpp"

#include <cstdint>
#include <optional>

namespace urker::spacecraft {

/// What a battery has lost of its capacity: to its cycles, of which the rainflow count tells depth
/// and number, and to time and temperature. Both losses add up, although in a cell each slows the
/// other down.
class BatteryWear {
 public:
  /// `charge`: state of charge at the start.
  BatteryWear(std::optional<AgeingConfig> ageing, double charge);

  /// The state of charge went from one value to another without a turn in between.
  void move(double from, double to);
  /// Time passed at which the loss to time goes on at that mean rate (see `calendar_rate`).
  void pass(double time_s, double rate) { calendar_s_ += time_s * rate; }
  /// Part of the new capacity that is left.
  [[nodiscard]] double left() const;
  [[nodiscard]] double lost_to_cycles() const;
  [[nodiscard]] double lost_to_time() const;
  /// Full ones, and parts of them; those that are still open as half cycles.
  [[nodiscard]] double cycles() const;

  template <class Packer>
  void pack(Packer& p) {
    p(count_, direction_, charge_, damage_, cycles_, calendar_s_);
  }

 private:
  [[nodiscard]] double damage(const CountedRange& range) const;

  std::optional<AgeingConfig> ageing_;
  Rainflow count_;
  std::int64_t direction_ = 0; ///< in which the charge last went
  double charge_;              ///< last turning point
  double damage_ = 0.0;        ///< by closed cycles; 1 at the end of life
  double cycles_ = 0.0;        ///< closed, in units of full ones
  double calendar_s_ = 0.0;    ///< age at the reference temperature and charge
};

/// How much faster than at 25 degC and half charge the square of the loss to time grows.
[[nodiscard]] double calendar_rate(const CalendarAgeingConfig& config, double temperature_k,
                                   double charge);

} // namespace urker::spacecraft
