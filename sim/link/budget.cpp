#include "link/budget.hpp"

#include "link/antenna/polarisation.hpp"
#include "link/budget/terms.hpp"

#include <algorithm>
#include <cmath>

namespace urker::link {

LinkBudget link_budget(const Transmitter& transmitter, const Receiver& receiver,
                       const LineOfSight& line, const AtmosphericLoss& air,
                       const BodiesInSky& bodies) {
  const RadioConfig& radio = transmitter.radio();
  const Transmitter::Gain gain = transmitter.towards(line);
  const auto mismatch_db = polarisation_mismatch_db(radio, receiver.antenna());
  LinkBudget b;
  b.antenna_gain_dbi = gain.gain_dbi;
  b.eirp_dbw = transmitter.eirp_dbw(gain);
  b.pointing_loss_db =
      radio.pointing_loss_db.value_or(radio.antenna ? 0.0 : RadioConfig::kPointingLoss_db) +
      gain.pointing_loss_db;
  b.polarisation_loss_db =
      radio.polarisation_loss_db.value_or(mismatch_db ? 0.0 : RadioConfig::kPolarisationLoss_db) +
      mismatch_db.value_or(0.0);
  b.free_space_loss_db = free_space_loss_db(line.range_m, radio.frequency_hz);
  b.air = air;
  b.receiving_pointing_loss_db = receiver.pointing_loss_db();
  b.bodies = receiver.bodies(bodies);
  b.noise = receiver.noise(air, b.bodies);
  b.cn0_db_hz = b.eirp_dbw - b.pointing_loss_db - b.polarisation_loss_db - b.free_space_loss_db -
                air.total_db - b.receiving_pointing_loss_db + b.noise.g_over_t_db_k -
                10.0 * std::log10(kBoltzmann_j_k);
  return b;
}

std::optional<double> polarisation_mismatch_db(const RadioConfig& radio,
                                               const GroundAntennaConfig& antenna) {
  if (!radio.antenna || !radio.antenna->polarisation || !antenna.polarisation) {
    return std::nullopt;
  }
  constexpr double kMost_db = 60.0; // no antenna is so pure
  return std::min(polarisation_loss_db(radio.antenna->polarisation->polarisation(),
                                       antenna.polarisation->polarisation()),
                  kMost_db);
}

double margin_db(const RadioConfig& radio, const RateConfig& rate, double cn0_db_hz) {
  return per_rate_db(cn0_db_hz, rate.rate_bit_s) - rate.required_ebn0_db -
         radio.implementation_loss_db;
}

} // namespace urker::link
