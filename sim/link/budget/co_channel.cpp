#include "link/budget/co_channel.hpp"

#include "base/decibel.hpp"
#include "link/budget/terms.hpp"

#include <algorithm>

namespace urker::link {

double occupied_hz(const RadioConfig& radio) {
  if (radio.modulation) {
    return radio.bandwidth_hz();
  }
  double highest = 0.0;
  for (const auto& rate : radio.rates) {
    highest = std::max(highest, rate.rate_bit_s);
  }
  return highest;
}

double shared_spectrum(const RadioConfig& victim, const RadioConfig& interferer) {
  const double a = 0.5 * occupied_hz(victim), b = 0.5 * occupied_hz(interferer);
  const double low = std::max(victim.frequency_hz - a, interferer.frequency_hz - b);
  const double high = std::min(victim.frequency_hz + a, interferer.frequency_hz + b);
  return std::max(high - low, 0.0) / (2.0 * b);
}

CoChannel::CoChannel(const Transmitter& victim, const Transmitter& interferer,
                     const Receiver& receiver)
    : victim_(victim), interferer_(interferer), receiver_(receiver),
      shared_db_(to_db(shared_spectrum(victim.radio(), interferer.radio()))) {}

double CoChannel::c_over_i_db(const LineOfSight& victim, const LineOfSight& interferer) const {
  const auto eirp_dbw = [](const Transmitter& transmitter, const LineOfSight& line) {
    return transmitter.eirp_dbw(transmitter.towards(line));
  };
  return eirp_dbw(victim_, victim) - eirp_dbw(interferer_, interferer) - shared_db_ +
         2.0 * to_db(interferer.range_m / victim.range_m) +
         receiver_.off_axis_loss_db(separation_rad(victim, interferer));
}

double disturbed_db_hz(const RadioConfig& radio, double cn0_db_hz, double i_over_c) {
  return i_over_c == 0.0 ? cn0_db_hz : combined_db(cn0_db_hz, to_db(occupied_hz(radio) / i_over_c));
}

} // namespace urker::link
