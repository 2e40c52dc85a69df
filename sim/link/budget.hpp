#pragma once

#include "link/atmosphere/slant_atmosphere.hpp"
#include "link/budget/receiver.hpp"
#include "link/budget/transmitter.hpp"
#include "link/line_of_sight.hpp"

namespace urker::link {

/// A downlink at one instant, term by term: C/N0 = EIRP - losses + G/T - k.
struct LinkBudget {
  double antenna_gain_dbi = 0.0; ///< towards the station
  double eirp_dbw = 0.0;         ///< power - back-off - feeder loss + gain
  double pointing_loss_db = 0.0; ///< of the satellite's antenna, or of both ends
  double polarisation_loss_db = 0.0;
  double free_space_loss_db = 0.0; ///< (4 pi d f / c)^2
  AtmosphericLoss air;             ///< along the slant path
  double receiving_pointing_loss_db = 0.0;
  Receiver::Bodies bodies;
  Receiver::Noise noise;
  double cn0_db_hz = 0.0;
};

/// Interference and multipath are left out.
[[nodiscard]] LinkBudget link_budget(const Transmitter& transmitter, const Receiver& receiver,
                                     const LineOfSight& line, const AtmosphericLoss& air,
                                     const BodiesInSky& bodies = {});

/// Loss by mismatch of the polarisations that both ends tell, 60 dB at most; nothing if one does
/// not.
[[nodiscard]] std::optional<double> polarisation_mismatch_db(const RadioConfig& radio,
                                                             const GroundAntennaConfig& antenna);

/// Margin of a rate at a C/N0, dB: Eb/N0 less what the rate needs and the implementation loss.
[[nodiscard]] double margin_db(const RadioConfig& radio, const RateConfig& rate, double cn0_db_hz);

} // namespace urker::link
