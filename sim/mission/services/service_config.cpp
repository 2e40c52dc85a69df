#include "mission/services/service_config.hpp"

#include <algorithm>

namespace urker::mission {

void describe(FieldVisitor& v, UplinkDishConfig& c) {
  v.required("diameter", c.diameter_m, between(0.2, 40.0, unit::m), "Of the aperture");
  v.optional("efficiency", c.efficiency, between(0.1, 1.0, unit::one), "Of the aperture");
  v.optional("cross_polarisation", c.cross_polarisation_db, between(0.0, 60.0, unit::dB),
             "How far it sends the opposite polarisation below its own, in any direction");
  v.optional("side_lobes", c.side_lobes,
             "s580 (dishes below 50 wavelengths: s465), s465, f699: ITU-R masks");
}

void describe(FieldVisitor& v, UplinkConfig& c) {
  v.required("site", c.site, Reference{"sites"}, "Where it stands");
  v.required("eirp", c.greatest_eirp_dbw, between(0.0, 120.0, unit::dBW),
             "Of this carrier at most; what the transponder does not need under clear sky makes up "
             "for rain");
  v.optional(
      "dish", c.dish,
      "What it is sent with: then it disturbs uplinks of other satellites, and what it sends "
      "off its axis is held against limits");
}

void describe(FieldVisitor& v, ReceiverConfig& c) {
  v.required("sites", c.sites, Reference{"sites"}, "Where they are");
  v.required("dish", c.dish, Template{"type", "dishes"}, "What they receive with");
  std::vector<std::string> sorted = c.sites;
  std::sort(sorted.begin(), sorted.end());
  v.check(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end(), "sites",
          "names a site twice");
}

void describe(FieldVisitor& v, ServiceConfig& c) {
  v.optional("name", c.name, "Full name, for reports");
  v.required("satellite", c.satellite, Reference{"satellites"}, "That carries it");
  v.required("transponder", c.transponder, "Of that satellite's payload");
  v.required("modulation", c.modulation,
             "Of its carrier: constant, or adaptive by each site's own link. The service is out "
             "where the lowest modcod does not hold");
  v.optional("centre", c.centre_hz, between(0.1, 100.0, unit::GHz),
             "Of the carrier on the way down; none: side by side with the transponder's others");
  v.optional("power", c.power_share, between(0.0001, 100.0, unit::percent),
             "Share of the transponder's power; none: what others leave, by width");
  v.optional("implementation_loss", c.implementation_loss_db, between(0.0, 10.0, unit::dB),
             "Of modem and demodulator against theory");
  v.optional("required_availability", c.required_availability, between(50.0, 99.999, unit::percent),
             "Share of the year in which it has to be there");
  v.optional("uplink", c.uplink,
             "Where it is sent up from; none: the uplink adds neither noise nor rain");
  v.optional("receivers", c.receivers, "Who receives it; none: it only takes its part of the band");
  v.check(c.modulation.mode != link::CodingMode::variable, "modulation",
          "of a service is constant or adaptive");
}

} // namespace urker::mission
