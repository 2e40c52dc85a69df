#include "ground/station_config.hpp"

#include <algorithm>

namespace urker::ground {

void describe(FieldVisitor& v, AntennaPoolConfig& c) {
  v.optional("count", c.count, between(1.0, 1000.0, unit::one),
             "How many satellites the station can serve at once");
  v.optional("setup_time", c.setup_time_s, between(0.0, 1440.0, unit::min),
             "Least time between two passes on one antenna");
  describe(v, c.reception); // its keys stand beside these
}

void describe(FieldVisitor& v, HorizonPointConfig& c) {
  v.required("azimuth", c.azimuth_rad, between(0.0, 359.9999, unit::deg),
             "Direction, from north through east");
  v.required("elevation", c.elevation_rad, between(-5.0, 89.0, unit::deg),
             "Lowest elevation at which a satellite is in view there");
}

namespace {

constexpr double kLeastStep_rad = 1.0001e-6;

/// Far enough apart for a slope, the last and the first across north too.
bool in_order(const std::vector<HorizonPointConfig>& horizon) {
  return std::adjacent_find(horizon.begin(), horizon.end(), [](const auto& a, const auto& b) {
           return b.azimuth_rad - a.azimuth_rad < kLeastStep_rad;
         }) == horizon.end();
}

} // namespace

void describe(FieldVisitor& v, StationConfig& c) {
  v.optional("name", c.name, "Full name, for reports");
  v.required("owner", c.owner, Reference{"organisations"}, "Organisation that owns it");
  v.required("site", c.site, "Where it stands");
  v.optional("least_elevation", c.least_elevation_rad, between(0.0, 89.0, unit::deg),
             "Lowest elevation at which it works with a satellite, all around");
  v.optional("horizon", c.horizon,
             "Elevation of the horizon by azimuth, straight from point to point and from the last "
             "to the first; what is lower than least_elevation does not count");
  v.check(in_order(c.horizon), "horizon",
          "the points of a horizon go by increasing azimuth, each given once");
  v.required("antennas", c.antennas, "Antennas that track imaging satellites");
  v.optional("report_antenna", c.report_antenna, Template{"type", "report_antennas"},
             "Antenna that listens to the report radios of all satellites in view at once, each on "
             "a channel of its own; needs no booking and does not turn");
  v.check(!c.report_antenna || (!c.report_antenna->mount && !c.report_antenna->dish),
          "report_antenna", "hears all satellites in view: it is no dish and has no mount");
  v.optional("optical_terminal", c.optical_terminal, Template{"type", "telescopes"},
             "Telescopes that receive optical downlinks; plans still go up by radio");
  v.optional("atmosphere", c.atmosphere, Template{"type", "atmospheres"},
             "Facts of the air above it, for attenuation by ITU-R P.618");
  v.optional("uplink_rate", c.uplink_rate_bit_s, positive(unit::bit_per_s),
             "Rate at which plans are sent up");
  v.optional("lock_time", c.lock_time_s, between(0.0, 86400.0, unit::s),
             "From the start of a pass until the first bit goes up");
  v.optional("booking_notice", c.booking_notice_s, between(0.0, 10080.0, unit::min),
             "A pass that starts sooner than this after the decision is not granted");
  v.optional("decision_delay", c.decision_delay_s, between(1e-3, 86400.0, unit::s),
             "From the first request of a batch to the decision on all that came by then");
  v.optional("in_service", c.in_service, "When it works");
}

link::AtmosphereConfig StationConfig::atmosphere_facts() const {
  link::AtmosphereConfig facts = atmosphere.value_or(link::AtmosphereConfig());
  if (!facts.height_m) {
    facts.height_m = site.height_m;
  }
  return facts;
}

Duration needed_outlook(const StationConfig& station) {
  return ceil_seconds(station.booking_notice_s);
}

} // namespace urker::ground
