#include "spacecraft/crosslink_config.hpp"

#include <array>
#include <string_view>

namespace urker::spacecraft {

void describe(FieldVisitor& v, CrosslinkConfig& c) {
  static constexpr std::array<std::string_view, 2> kTerminals{"radio", "optical_terminal"};
  v.required("satellites", c.satellites, Reference{"satellites"},
             "Satellites with a terminal for each of their partners");
  v.optional("partners", c.partners, Reference{"satellites"},
             "Partners of each of them; none given: the satellites are each other's");
  v.optional("greatest_range", c.greatest_range_m, positive(unit::km),
             "Distance up to which they work with each other; else as far as they see each other");
  v.optional("radio", c.radio, Template{"type", "radios"},
             "Radio of both ends, with an antenna of constant gain; or");
  v.optional("optical_terminal", c.optical_terminal, Template{"type", "optical_terminals"},
             "optical terminal of both ends");
  v.exactly_one_of(kTerminals);
  v.optional("g_over_t", c.g_over_t_db_k, between(-60.0, 60.0, unit::dB_per_K),
             "Gain over system noise temperature of a radio's receivers");
  v.optional("partner_gain", c.partner_gain_dbi, between(-30.0, 60.0, unit::dBi),
             "Antenna gain of the partners, where it is not that of the satellites");
  v.optional("partner_g_over_t", c.partner_g_over_t_db_k, between(-60.0, 60.0, unit::dB_per_K),
             "Likewise their gain over system noise temperature");
  v.optional("acquisition_time", c.acquisition_time_s, between(0.0, 600.0, unit::s),
             "What two radios take at the begin of a contact until data count; an optical "
             "terminal has its own");
  v.check(!c.radio || c.g_over_t_db_k, "g_over_t", "is needed with a radio");
  v.check(!c.radio || !c.radio->antenna, "radio", "of a crosslink has an `antenna_gain`");
}

} // namespace urker::spacecraft
