#include "link/optical/optical_terminal_config.hpp"

#include "link/optical/optical_units.hpp"

#include <array>
#include <string_view>

namespace urker::link {

void describe(FieldVisitor& v, OpticalRateConfig& c) {
  static constexpr std::array<std::string_view, 2> kNeeds{"photons_per_bit", "required_power"};
  v.required("rate", c.rate_bit_s, between(1e-6, 1e6, unit::Mbit_per_s),
             "Rate of user data, rounded down to whole bit/s");
  v.optional("photons_per_bit", c.photons_per_bit, between(0.1, 1e6, unit::one),
             "Photons that the receiver needs for each bit of user data");
  v.optional("required_power", c.required_power_dbw, between(-160.0, 20.0, unit::dBW),
             "Power that the receiver needs");
  v.exactly_one_of(kNeeds);
}

void describe(FieldVisitor& v, OpticalTerminalConfig& c) {
  v.optional("wavelength", c.wavelength_m, between(400.0, 2500.0, kNanometre), "Of the laser");
  v.required("aperture", c.diameter_m, between(1e-3, 2.0, unit::m), "Diameter of the telescope");
  v.required("transmit_power", c.transmit_power_dbw, between(-60.0, 30.0, unit::dBW),
             "Mean power of the laser, before the optics");
  v.optional("divergence", c.divergence_rad, between(0.1, 1e5, kMicroradian),
             "Full angle of the beam at 1/e2, of a Gaussian beam; none given: that of a plane wave "
             "that fills the telescope");
  v.optional("transmit_optics_loss", c.transmit_optics_loss_db, between(0.0, 40.0, unit::dB),
             "Loss in the optics from laser to space");
  v.optional("receive_optics_loss", c.receive_optics_loss_db, between(0.0, 40.0, unit::dB),
             "Loss in the optics from space to detector");
  v.optional("pointing_error", c.pointing_error_rad, between(0.0, 1e5, kMicroradian),
             "Constant error of pointing");
  v.optional("pointing_jitter", c.pointing_jitter_rad, between(0.0, 1e5, kMicroradian),
             "Standard deviation of the pointing about each axis");
  v.optional("jitter_exceeded", c.jitter_exceeded, between(1e-4, 50.0, unit::percent),
             "Share of the time for which jitter may cost more than the budget says");
  v.optional("points_ahead", c.points_ahead,
             "Whether it aims at where the partner will be when the light arrives; if not, the "
             "angle ahead is an error of pointing");
  v.optional("required_margin", c.required_margin_db, between(0.0, 30.0, unit::dB),
             "Margin that a rate must leave to be used");
  v.required("rates", c.rates, "Rates that the transmitter can switch between");
  v.check(!c.rates.empty(), "rates", "an optical terminal needs at least one rate");
  v.optional("acquisition_time", c.acquisition_time_s, between(0.0, 600.0, unit::s),
             "From a free line of sight to data; the slower end decides");
  v.optional("sun_exclusion", c.sun_exclusion_rad, between(0.0, 90.0, unit::deg),
             "Least angle between partner and Sun, as seen from the satellite");
  v.optional("packet", c.packet_bits, between(1e3, 1e12, unit::bit),
             "Data in one packet, as for a radio");
  v.required("electrical_power", c.electrical_power_w, not_negative(unit::W),
             "Electrical power drawn while transmitting");
  v.optional("uplink_rate", c.uplink_rate_bit_s, positive(unit::bit_per_s),
             "Rate at which the satellite takes telecommands, by radio, if it has no data radio "
             "that says so");
}

} // namespace urker::link
