#include "spacecraft/power/battery_wear.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

constexpr double kYear_s = 365.25 * 86400.0;
constexpr double kReference_k = 298.15;
// Ratio of Naumann's coefficients 2.8575 and 0.60225: the loss goes as 1 + this (charge - 1/2)^3.
constexpr double kOfCharge = 2.8575 / 0.60225;

/// Charges are told apart to a millionth, so that full is full again.
double rounded(double charge) {
  constexpr double kStep = 1e-6;
  return kStep * std::round(charge / kStep);
}

} // namespace

BatteryWear::BatteryWear(std::optional<AgeingConfig> ageing, double charge)
    : ageing_(std::move(ageing)), charge_(rounded(charge)) {
  (void)count_.turn(charge_);
}

double BatteryWear::damage(const CountedRange& range) const {
  return ageing_ ? range.cycles * std::pow(range.size / ageing_->depth, ageing_->exponent) /
                       ageing_->cycles
                 : 0.0;
}

void BatteryWear::move(double from, double to) {
  const double begin = rounded(from);
  const double end = rounded(to);
  if (begin == end) {
    return;
  }
  const std::int64_t direction = end > begin ? 1 : -1;
  if (direction_ != 0 && direction != direction_ && begin != charge_) {
    for (const CountedRange& range : count_.turn(begin)) {
      damage_ += damage(range);
      cycles_ += range.cycles * range.size;
    }
    charge_ = begin;
  }
  direction_ = direction;
}

double BatteryWear::lost_to_cycles() const {
  double damage_now = damage_;
  for (const CountedRange& range : count_.open()) {
    damage_now += damage(range);
  }
  return ageing_ ? (1.0 - ageing_->end_of_life) * damage_now : 0.0;
}

double BatteryWear::lost_to_time() const {
  return ageing_ && ageing_->calendar
             ? ageing_->calendar->first_year * std::sqrt(calendar_s_ / kYear_s)
             : 0.0;
}

double BatteryWear::left() const {
  constexpr double kLeast = 0.01;
  const double to_cycles = ageing_ ? (1.0 - ageing_->end_of_life) * damage_ : 0.0;
  return std::max(kLeast, 1.0 - to_cycles - lost_to_time());
}

double BatteryWear::cycles() const {
  double cycles = cycles_;
  for (const CountedRange& range : count_.open()) {
    cycles += range.cycles * range.size;
  }
  return cycles;
}

double calendar_rate(const CalendarAgeingConfig& config, double temperature_k, double charge) {
  const double aside = charge - 0.5;
  const double loss = std::exp(-config.activation_k * (1.0 / temperature_k - 1.0 / kReference_k)) *
                      (1.0 + kOfCharge * aside * aside * aside);
  return loss * loss;
}

} // namespace urker::spacecraft
