#include "link/radio_rates.hpp"

#include "link/budget.hpp"

#include <cmath>
#include <utility>

namespace urker::link {

RateLadder rate_ladder(const RadioConfig& radio) {
  std::vector<RateStep> steps;
  for (const RateConfig& rate : radio.rates) {
    steps.push_back({"", static_cast<std::int64_t>(rate.rate_bit_s), -margin_db(radio, rate, 0.0)});
  }
  if (!radio.modulation) {
    return {std::move(steps), radio.required_margin_db, 0.0};
  }
  const ModulationConfig& modulation = *radio.modulation;
  const double symbols_db = 10.0 * std::log10(modulation.symbol_rate_hz);
  for (const Waveform& w : waveforms(modulation)) {
    steps.push_back({w.name,
                     static_cast<std::int64_t>(w.bits_per_symbol * modulation.symbol_rate_hz),
                     w.least_esn0_db + symbols_db + radio.implementation_loss_db});
  }
  const double hysteresis_db =
      modulation.mode == CodingMode::adaptive
          ? modulation.hysteresis_db.value_or(ModulationConfig::kHysteresis_db)
          : 0.0;
  return {std::move(steps), radio.required_margin_db, hysteresis_db};
}

bool is_planned_ahead(const RadioConfig& radio) {
  return radio.modulation && radio.modulation->mode == CodingMode::variable;
}

} // namespace urker::link
