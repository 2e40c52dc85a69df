#include "link/radio_config.hpp"

#include <array>
#include <string_view>

namespace urker::link {

void describe(FieldVisitor& v, RateConfig& c) {
  v.required("rate", c.rate_bit_s, between(1e-6, 1e6, unit::Mbit_per_s),
             "Rate of user data, rounded down to whole bit/s");
  // -1.59 dB is Shannon's limit of Eb/N0 for vanishing spectral efficiency.
  v.required("required_ebn0", c.required_ebn0_db, between(-1.59, 40.0, unit::dB),
             "Eb/N0 per user bit that the code and modulation need");
}

void describe(FieldVisitor& v, RadioConfig& c) {
  static constexpr std::array<std::string_view, 2> kRateKinds{"rates", "modulation"};
  v.required("frequency", c.frequency_hz, between(0.03, 110.0, unit::GHz), "Carrier frequency");
  v.required("transmit_power", c.transmit_power_dbw, between(-40.0, 40.0, unit::dBW),
             "Power of the amplifier, before any back-off");
  v.optional("back_off", c.back_off_db, between(0.0, 30.0, unit::dB),
             "Output power that is given up so that the amplifier stays linear");
  v.optional("antenna_gain", c.antenna_gain_dbi, between(-30.0, 60.0, unit::dBi),
             "Gain of the antenna towards the station, the same in all directions; does not count "
             "beside an antenna");
  v.optional("antenna", c.antenna, "Pattern and pointing of the antenna");
  v.check(c.antenna_gain_dbi || c.antenna, "antenna_gain", "is needed where there is no `antenna`");
  v.optional("feeder_loss", c.feeder_loss_db, between(0.0, 20.0, unit::dB),
             "Loss between amplifier and antenna");
  v.optional("pointing_loss", c.pointing_loss_db, between(0.0, 20.0, unit::dB),
             "Loss by mispointing of both antennas together; 0.5 dB unless given, 0 dB with "
             "`antenna`, whose pointing_error has its own");
  v.optional("polarisation_loss", c.polarisation_loss_db, between(0.0, 20.0, unit::dB),
             "Loss by polarisation mismatch; 0.2 dB unless given, 0 dB where both ends tell their "
             "polarisation, which has its own");
  v.optional("implementation_loss", c.implementation_loss_db, between(0.0, 10.0, unit::dB),
             "Loss of modem and demodulator against theory");
  v.optional("required_margin", c.required_margin_db, between(0.0, 30.0, unit::dB),
             "Margin that a rate must leave to be used");
  v.optional("rates", c.rates, "Rates that the transmitter can switch between");
  v.optional("modulation", c.modulation, "Modulation and coding, which make the rates");
  v.exactly_one_of(kRateKinds);
  v.check(c.modulation || !c.rates.empty(), "rates", "a radio needs at least one rate");
  v.optional("packet", c.packet_bits, between(1e3, 1e12, unit::bit),
             "Data in one packet, sent and forwarded as one; none given: a whole product, or as "
             "much of it as goes in 30 s. A CCSDS space packet holds 524 kbit at most");
  v.required("electrical_power", c.electrical_power_w, not_negative(unit::W),
             "Electrical power drawn while transmitting");
  v.optional("uplink_rate", c.uplink_rate_bit_s, positive(unit::bit_per_s),
             "Rate at which the satellite takes telecommands");
  v.optional("geo_arc_separation", c.geo_arc_separation_rad, between(0.01, 90.0, unit::deg),
             "It does not send to a station that sees it nearer the geostationary arc");
}

} // namespace urker::link
