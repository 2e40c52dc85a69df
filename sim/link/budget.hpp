#pragma once

#include "link/atmosphere/slant_atmosphere.hpp"
#include "link/ground_antenna_config.hpp"
#include "link/radio_config.hpp"

namespace urker::link {

/// A downlink at one instant, term by term: C/N0 = EIRP - losses + G/T - k.
struct LinkBudget {
  double eirp_dbw = 0.0; ///< power - back-off - feeder loss + gain
  double pointing_loss_db = 0.0;
  double polarisation_loss_db = 0.0;
  double free_space_loss_db = 0.0; ///< (4 pi d f / c)^2
  AtmosphericLoss air;             ///< along the slant path
  double g_over_t_db_k = 0.0;      ///< at this elevation
  double cn0_db_hz = 0.0;
};

/// Doppler, interference and multipath are left out. What the air absorbs more than at the zenith
/// under clear sky adds its own noise, at 275 K, to that of the station.
[[nodiscard]] LinkBudget link_budget(const RadioConfig& radio, const GroundAntennaConfig& antenna,
                                     double range_m, const AtmosphericLoss& air);

/// Margin of a rate at a C/N0, dB: Eb/N0 less what the rate needs and the implementation loss.
[[nodiscard]] double margin_db(const RadioConfig& radio, const RateConfig& rate, double cn0_db_hz);

} // namespace urker::link
