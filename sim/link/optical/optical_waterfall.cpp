#include "link/optical/optical_waterfall.hpp"

#include "base/decibel.hpp"
#include "link/budget/terms.hpp"
#include "link/optical/optical_terms.hpp"

namespace urker::link {

OpticalWaterfall optical_waterfall(const OpticalTerminalConfig& terminal,
                                   const OpticalReceiver& receiver, const OpticalPath& path,
                                   double range_rate_m_s) {
  using enum TermRole;
  const OpticalLevels l = optical_levels(terminal, receiver, path);
  const double frequency_hz = kSpeedOfLight_m_s / terminal.wavelength_m;
  const double divergence =
      terminal.divergence_rad.value_or(divergence_rad(terminal.diameter_m, terminal.wavelength_m));
  OpticalWaterfall w;
  w.terms = {
      {"transmit_power_dbw", "transmit power", "dBW", adds, terminal.transmit_power_dbw},
      {"transmit_gain_db", "transmitting telescope", "dB", adds, l.transmit_gain_db},
      {"transmit_optics_loss_db", "transmitting optics", "dB", takes,
       terminal.transmit_optics_loss_db},
      {"eirp_dbw", "EIRP", "dBW", level, l.eirp_dbw},
      {"pointing_loss_db", "pointing error", "dB", takes, l.pointing_loss_db},
      {"point_ahead_loss_db", "no pointing ahead", "dB", takes, l.point_ahead_loss_db},
      {"jitter_loss_db", "jitter", "dB", takes, l.jitter_loss_db},
      {"free_space_loss_db", "free space", "dB", takes, l.free_space_loss_db},
      {"air_loss_db", "clear air", "dB", takes, l.air_loss_db},
      {"turbulence_loss_db", "set aside for turbulence", "dB", takes, receiver.turbulence_loss_db},
      {"receive_gain_db", "receiving telescope", "dB", adds, l.receive_gain_db},
      {"receive_optics_loss_db", "receiving optics", "dB", takes, receiver.optics_loss_db},
      {"receive_pointing_loss_db", "receiving pointing", "dB", takes, receiver.pointing_loss_db},
      {"receiver_loss_db", "receiver", "dB", takes, receiver.receiver_loss_db},
      {"received_dbw", "power received", "dBW", level, l.received_dbw},
      {"point_ahead_urad", "pointing ahead", "urad", shown,
       1e6 * point_ahead_rad(path.transverse_velocity_m_s)},
      {"beam_width_m", "beam width at 1/e2 there", "m", shown, divergence * path.range_m},
      {"doppler_shift_ghz", "Doppler shift", "GHz", shown,
       1e-9 * doppler_shift_hz(frequency_hz, range_rate_m_s)},
  };
  for (const OpticalRateConfig& rate : terminal.rates) {
    const double required = required_dbw(terminal, rate);
    const double margin = l.received_dbw - required;
    const auto photons = [&](double dbw) {
      return photons_per_bit(terminal.wavelength_m, rate.rate_bit_s, from_db(dbw));
    };
    w.rates.push_back({rate.rate_bit_s, photons(l.received_dbw), photons(required), margin,
                       margin >= terminal.required_margin_db});
    if (w.rates.back().holds && (!w.used || rate.rate_bit_s > w.rates[*w.used].rate_bit_s)) {
      w.used = w.rates.size() - 1;
    }
  }
  return w;
}

} // namespace urker::link
