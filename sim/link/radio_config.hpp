#pragma once

#include "base/fields.hpp"
#include "link/antenna/antenna_config.hpp"
#include "link/modulation_config.hpp"

#include <optional>
#include <vector>

namespace urker::link {

/// One rate of a transmitter and what it needs.
struct RateConfig {
  double rate_bit_s = 0.0;       ///< of user data
  double required_ebn0_db = 0.0; ///< per user bit, at the decoder's target error rate
};
void describe(FieldVisitor& v, RateConfig& c);

/// A satellite's data transmitter with its antenna, and the rate at which it can be commanded. The
/// antenna has a gain that does not depend on direction, or a pattern (Transmitter).
struct RadioConfig {
  double frequency_hz = 0.0;
  double transmit_power_dbw = 0.0;        ///< of the amplifier, before any back-off
  double back_off_db = 0.0;               ///< by which it is driven below that
  std::optional<double> antenna_gain_dbi; ///< towards the station; or
  std::optional<AntennaConfig> antenna;
  double feeder_loss_db = 1.0;                ///< between amplifier and antenna
  std::optional<double> pointing_loss_db;     ///< of both ends, but for their pointing errors
  std::optional<double> polarisation_loss_db; ///< but for what the antennas' polarisations cost
  double implementation_loss_db = 1.5;        ///< of modem and demodulator against theory
  double required_margin_db = 3.0;            ///< that a rate must leave to be used
  std::vector<RateConfig> rates;              ///< or
  std::optional<ModulationConfig> modulation;
  std::optional<double> packet_bits;            ///< sent in one piece at most
  double electrical_power_w = 0.0;              ///< drawn while transmitting
  double uplink_rate_bit_s = 64e3;              ///< of telecommands
  std::optional<double> geo_arc_separation_rad; ///< seen from the station

  static constexpr double kPointingLoss_db = 0.5;
  static constexpr double kPolarisationLoss_db = 0.2;

  /// Of the carrier; 0 with plain rates, which do not tell.
  [[nodiscard]] double bandwidth_hz() const {
    return modulation ? modulation->bandwidth_hz() : 0.0;
  }
};
void describe(FieldVisitor& v, RadioConfig& c);

} // namespace urker::link
