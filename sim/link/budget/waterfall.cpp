#include "link/budget/waterfall.hpp"

#include "base/decibel.hpp"
#include "link/budget/co_channel.hpp"
#include "link/budget/terms.hpp"
#include "link/noise/noise.hpp"
#include "link/radio_rates.hpp"

#include <cmath>

namespace urker::link {

namespace {

std::vector<BudgetTerm> terms_of(const RadioConfig& radio, const LinkMotion& motion,
                                 const LinkBudget& b) {
  using enum TermRole;
  const double isotropic_dbw = b.eirp_dbw - b.pointing_loss_db - b.polarisation_loss_db -
                               b.free_space_loss_db - b.air.total_db;
  std::vector<BudgetTerm> terms{
      {"transmit_power_dbw", "transmit power", "dBW", adds, radio.transmit_power_dbw},
      {"back_off_db", "back-off", "dB", takes, radio.back_off_db},
      {"feeder_loss_db", "feeder loss", "dB", takes, radio.feeder_loss_db},
      {"antenna_gain_dbi", "antenna gain", "dBi", adds, b.antenna_gain_dbi},
      {"eirp_dbw", "EIRP", "dBW", level, b.eirp_dbw},
      {"pointing_loss_db", "pointing loss", "dB", takes, b.pointing_loss_db},
      {"polarisation_loss_db", "polarisation loss", "dB", takes, b.polarisation_loss_db},
      {"free_space_loss_db", "free space", "dB", takes, b.free_space_loss_db},
      {"gas_loss_db", "gases", "dB", shown, b.air.gas_db},
      {"cloud_loss_db", "clouds", "dB", shown, b.air.cloud_db},
      {"rain_loss_db", "rain", "dB", shown, b.air.rain_db},
      {"scintillation_db", "scintillation", "dB", shown, b.air.scintillation_db},
      {"air_loss_db", "air, all together", "dB", takes, b.air.total_db},
      {"isotropic_power_dbw", "power in an isotropic antenna", "dBW", level, isotropic_dbw},
      {"receiving_pointing_loss_db", "station's pointing loss", "dB", takes,
       b.receiving_pointing_loss_db},
      {"sky_temperature_k", "sky temperature", "K", shown, sky_temperature_k(b.air.absorbed_db())},
      {"sun_temperature_k", "Sun in the beam", "K", shown, b.bodies.sun_k},
      {"moon_temperature_k", "Moon in the beam", "K", shown, b.bodies.moon_k},
      {"system_temperature_k", "system noise temperature", "K", shown,
       b.noise.system_temperature_k},
      {"receiving_gain_dbi", "receiving gain", "dBi", shown, b.noise.gain_dbi},
      {"g_over_t_db_k", "G/T", "dB/K", adds, b.noise.g_over_t_db_k},
      {"boltzmann_db", "Boltzmann's constant", "dBW/K/Hz", takes, to_db(kBoltzmann_j_k)},
      {"cn0_db_hz", "C/N0", "dB Hz", level, b.cn0_db_hz},
  };
  if (radio.modulation) {
    const double symbols_db_hz = to_db(radio.modulation->symbol_rate_hz);
    terms.push_back({"symbol_rate_db_hz", "symbol rate", "dB Hz", takes, symbols_db_hz});
    terms.push_back({"esn0_db", "Es/N0", "dB", level, b.cn0_db_hz - symbols_db_hz});
  }
  terms.push_back({"doppler_shift_hz", "Doppler shift", "Hz", shown,
                   doppler_shift_hz(radio.frequency_hz, motion.range_rate_m_s)});
  terms.push_back({"doppler_rate_hz_s", "Doppler rate", "Hz/s", shown,
                   doppler_shift_hz(radio.frequency_hz, motion.range_acceleration_m_s2)});
  return terms;
}

std::vector<RateMargin> of_rates(const RadioConfig& radio, double cn0_db_hz) {
  std::vector<RateMargin> rates;
  for (const RateConfig& rate : radio.rates) {
    const double margin = margin_db(radio, rate, cn0_db_hz);
    rates.push_back({rate.rate_bit_s, per_rate_db(cn0_db_hz, rate.rate_bit_s),
                     radio.implementation_loss_db, rate.required_ebn0_db, margin,
                     margin >= radio.required_margin_db, ""});
  }
  return rates;
}

std::vector<RateMargin> of_modcods(const RadioConfig& radio, double cn0_db_hz) {
  std::vector<RateMargin> rates;
  const RateLadder ladder = rate_ladder(radio);
  for (const RateStep& step : ladder.steps()) {
    const auto rate_bit_s = static_cast<double>(step.rate_bit_s);
    const double ebn0_db = per_rate_db(cn0_db_hz, rate_bit_s);
    const double margin = cn0_db_hz - step.least_cn0_db_hz;
    rates.push_back({rate_bit_s, ebn0_db, radio.implementation_loss_db,
                     ebn0_db - radio.implementation_loss_db - margin, margin,
                     margin >= radio.required_margin_db, step.name});
  }
  return rates;
}

/// Nothing if none holds.
std::optional<std::size_t> highest_that_holds(const std::vector<RateMargin>& rates) {
  std::optional<std::size_t> used;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (rates[i].holds && (!used || rates[i].rate_bit_s > rates[*used].rate_bit_s)) {
      used = i;
    }
  }
  return used;
}

double lowest_bit_s(const std::vector<RateMargin>& rates) {
  double lowest = rates.front().rate_bit_s;
  for (const RateMargin& rate : rates) {
    lowest = std::fmin(lowest, rate.rate_bit_s);
  }
  return lowest;
}

} // namespace

Waterfall waterfall(const Transmitter& transmitter, const Receiver& receiver,
                    const LinkMotion& motion, const AtmosphericLoss& air, const BodiesInSky& bodies,
                    double i_over_c) {
  const RadioConfig& radio = transmitter.radio();
  const LineOfSight& line = motion.line;
  const LinkBudget b = link_budget(transmitter, receiver, line, air, bodies);
  Waterfall w;
  w.terms = terms_of(radio, motion, b);
  const double cn0_db_hz = disturbed_db_hz(radio, b.cn0_db_hz, i_over_c);
  w.rates = radio.modulation ? of_modcods(radio, cn0_db_hz) : of_rates(radio, cn0_db_hz);
  w.used = highest_that_holds(w.rates);
  w.occupied_hz = radio.modulation ? radio.modulation->symbol_rate_hz
                  : w.used         ? w.rates[*w.used].rate_bit_s
                                   : lowest_bit_s(w.rates);
  for (const FluxLimit& limit : flux_limits_at(radio.frequency_hz)) {
    w.flux.push_back({limit,
                      flux_dbw_m2(b.eirp_dbw, line.range_m, w.occupied_hz, limit.bandwidth_hz),
                      limit.at_dbw_m2(line.elevation_rad)});
  }
  return w;
}

} // namespace urker::link
