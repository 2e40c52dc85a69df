#pragma once

#include "link/coding/rate_ladder.hpp"
#include "link/optical/optical_station_config.hpp"
#include "link/optical/optical_terminal_config.hpp"

namespace urker::link {

/// The receiving end of an optical link.
struct OpticalReceiver {
  double diameter_m = 0.0;
  double optics_loss_db = 0.0;
  double pointing_loss_db = 0.0;
  double receiver_loss_db = 0.0; ///< against what the rate needs
  double turbulence_loss_db = 0.0;
  double zenith_loss_db = 0.0; ///< of clear air; 0 between satellites
};
/// A station's telescope at a height above the sea, for a transmitter's wavelength.
[[nodiscard]] OpticalReceiver receiver_of(const OpticalStationConfig& station, double height_m,
                                          double wavelength_m);
/// A satellite's terminal: its pointing costs what a plane wave over its telescope loses.
[[nodiscard]] OpticalReceiver receiver_of(const OpticalTerminalConfig& terminal);

/// Where both ends stand.
struct OpticalPath {
  double range_m = 0.0;
  double elevation_rad = 0.0;           ///< at a station; of no matter between satellites
  double transverse_velocity_m_s = 0.0; ///< of one against the other, across the line of sight
};

/// An optical link at one instant, term by term. A Gaussian beam of the full angle d at 1/e^2 has
/// the gain 32/d^2 on its axis and loses exp(-8 angle^2 / d^2) off it; a plane wave over the
/// telescope as in `optical_pointing_loss_db`. The loss by jitter is that of a Rayleigh angle
/// around the constant error, added to that of the error. Clear air by 1/sin(elevation). Left out:
/// background light and the noise that it makes, the depth of fades in time.
struct OpticalLevels {
  double transmit_gain_db = 0.0;
  double eirp_dbw = 0.0; ///< power + gain - optics
  double pointing_loss_db = 0.0;
  double point_ahead_loss_db = 0.0; ///< if the terminal does not point ahead
  double jitter_loss_db = 0.0;
  double free_space_loss_db = 0.0;
  double air_loss_db = 0.0;
  double receive_gain_db = 0.0; ///< (pi D / lambda)^2
  double received_dbw = 0.0;    ///< at the detector, less what is set aside and the receiver lacks
};
[[nodiscard]] OpticalLevels optical_levels(const OpticalTerminalConfig& terminal,
                                           const OpticalReceiver& receiver,
                                           const OpticalPath& path);

/// Power that a rate needs: as given, or of its photons.
[[nodiscard]] double required_dbw(const OpticalTerminalConfig& terminal,
                                  const OpticalRateConfig& rate);

/// The terminal's rates by the power received, dBW in place of C/N0, without hysteresis.
[[nodiscard]] RateLadder optical_ladder(const OpticalTerminalConfig& terminal);

} // namespace urker::link
