#include "link/budget.hpp"

#include "link/budget/terms.hpp"
#include "link/noise/noise.hpp"

#include <cmath>

namespace urker::link {

namespace {

double to_db(double ratio) {
  return 10.0 * std::log10(ratio);
}

double transmittance(double loss_db) {
  return std::pow(10.0, -loss_db / 10.0);
}

} // namespace

LinkBudget link_budget(const RadioConfig& radio, const GroundAntennaConfig& antenna, double range_m,
                       const AtmosphericLoss& air) {
  LinkBudget b;
  b.eirp_dbw =
      radio.transmit_power_dbw - radio.back_off_db - radio.feeder_loss_db + radio.antenna_gain_dbi;
  b.pointing_loss_db = radio.pointing_loss_db;
  b.polarisation_loss_db = radio.polarisation_loss_db;
  b.free_space_loss_db = free_space_loss_db(range_m, radio.frequency_hz);
  b.air = air;
  const double warm_air_k = kMeanRadiating_k * (transmittance(antenna.zenith_attenuation_db) -
                                                transmittance(air.absorbed_db()));
  b.g_over_t_db_k = antenna.g_over_t_db_k - to_db(1.0 + warm_air_k / antenna.system_temperature_k);
  b.cn0_db_hz = b.eirp_dbw - b.pointing_loss_db - b.polarisation_loss_db - b.free_space_loss_db -
                air.total_db + b.g_over_t_db_k - to_db(kBoltzmann_j_k);
  return b;
}

double margin_db(const RadioConfig& radio, const RateConfig& rate, double cn0_db_hz) {
  return per_rate_db(cn0_db_hz, rate.rate_bit_s) - rate.required_ebn0_db -
         radio.implementation_loss_db;
}

} // namespace urker::link
