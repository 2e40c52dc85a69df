#include "link/optical/optical_link.hpp"

#include "base/decibel.hpp"
#include "link/budget/terms.hpp"
#include "link/optical/optical_air.hpp"
#include "link/optical/optical_terms.hpp"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

namespace urker::link {

namespace {

/// Gain on the axis, and that of the plane wave that loses as much off it.
struct Beam {
  double gain_db;
  double sharpness_db;
};

Beam beam_of(const OpticalTerminalConfig& terminal) {
  if (terminal.divergence_rad) {
    const double square = *terminal.divergence_rad * *terminal.divergence_rad;
    return {to_db(32.0 / square), to_db(8.0 / square)};
  }
  const double gain_db = telescope_gain_db(terminal.diameter_m, terminal.wavelength_m);
  return {gain_db, gain_db};
}

} // namespace

OpticalReceiver receiver_of(const OpticalStationConfig& station, double height_m,
                            double wavelength_m) {
  return {station.diameter_m,
          station.optics_loss_db,
          station.pointing_loss_db,
          station.receiver_loss_db,
          station.turbulence_loss_db,
          station.zenith_loss_db
              ? *station.zenith_loss_db
              : mie_scattering_loss_db(wavelength_m, height_m, 0.5 * std::numbers::pi)};
}

OpticalReceiver receiver_of(const OpticalTerminalConfig& terminal) {
  const double gain_db = telescope_gain_db(terminal.diameter_m, terminal.wavelength_m);
  return {terminal.diameter_m,
          terminal.receive_optics_loss_db,
          optical_pointing_loss_db(gain_db, terminal.pointing_error_rad) +
              jitter_loss_db(gain_db, terminal.pointing_jitter_rad, terminal.jitter_exceeded),
          0.0,
          0.0,
          0.0};
}

OpticalLevels optical_levels(const OpticalTerminalConfig& terminal, const OpticalReceiver& receiver,
                             const OpticalPath& path) {
  const Beam beam = beam_of(terminal);
  OpticalLevels l;
  l.transmit_gain_db = beam.gain_db;
  l.eirp_dbw = terminal.transmit_power_dbw - terminal.transmit_optics_loss_db + beam.gain_db;
  l.pointing_loss_db = optical_pointing_loss_db(beam.sharpness_db, terminal.pointing_error_rad);
  if (!terminal.points_ahead) {
    l.point_ahead_loss_db =
        optical_pointing_loss_db(beam.sharpness_db, point_ahead_rad(path.transverse_velocity_m_s));
  }
  l.jitter_loss_db =
      jitter_loss_db(beam.sharpness_db, terminal.pointing_jitter_rad, terminal.jitter_exceeded);
  l.free_space_loss_db =
      free_space_loss_db(path.range_m, kSpeedOfLight_m_s / terminal.wavelength_m);
  l.air_loss_db =
      receiver.zenith_loss_db == 0.0 ? 0.0 : receiver.zenith_loss_db / std::sin(path.elevation_rad);
  l.receive_gain_db = telescope_gain_db(receiver.diameter_m, terminal.wavelength_m);
  l.received_dbw = l.eirp_dbw - l.pointing_loss_db - l.point_ahead_loss_db - l.jitter_loss_db -
                   l.free_space_loss_db - l.air_loss_db - receiver.turbulence_loss_db +
                   l.receive_gain_db - receiver.optics_loss_db - receiver.pointing_loss_db -
                   receiver.receiver_loss_db;
  return l;
}

double required_dbw(const OpticalTerminalConfig& terminal, const OpticalRateConfig& rate) {
  return rate.required_power_dbw ? *rate.required_power_dbw
                                 : to_db(required_power_w(terminal.wavelength_m, rate.rate_bit_s,
                                                          *rate.photons_per_bit));
}

RateLadder optical_ladder(const OpticalTerminalConfig& terminal) {
  std::vector<RateStep> steps;
  for (const OpticalRateConfig& rate : terminal.rates) {
    steps.push_back({"", static_cast<std::int64_t>(rate.rate_bit_s), required_dbw(terminal, rate)});
  }
  return {std::move(steps), terminal.required_margin_db, 0.0};
}

} // namespace urker::link
