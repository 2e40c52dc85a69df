#include "mission/agreement_config.hpp"

#include <algorithm>

namespace urker::mission {

void describe(FieldVisitor& v, GrantConfig& c) {
  v.required("giver", c.giver, Reference{"organisations"}, "Owner of the satellites");
  v.required("receiver", c.receiver, Reference{"organisations"}, "Who gets their products");
  v.optional("areas", c.areas, Reference{"areas"}, "Areas that the grant covers; none given: any");
  v.optional("finest_gsd", c.finest_gsd_m, not_negative(unit::m),
             "Images with a finer ground sample distance are not given");
  v.optional("delay", c.delay_s, between(0.0, 87840.0, unit::h),
             "Least time between imaging and release");
  v.optional("quota_per_day", c.quota_per_day_bits, positive(unit::Gbit),
             "Volume released in one UTC day at most; what exceeds it waits for the next day");
  v.check(c.giver != c.receiver, "receiver", "an organisation cannot grant to itself");
}

void describe(FieldVisitor& v, AgreementConfig& c) {
  v.required("parties", c.parties, Reference{"organisations"}, "Organisations that are bound");
  v.required("from", c.from, "Start of validity");
  v.optional("until", c.until, "End of validity; none given: open");
  v.optional("grants", c.grants, "Products that one party gives to another");
  v.optional("shared_stations", c.shared_stations, Reference{"stations"},
             "Stations of the parties that all parties may use, after their owners");
  v.optional("station_priority", c.station_priority, between(0.0, 1000.0, unit::one),
             "Standing among the guests of a shared station, greater goes first");
  v.check(c.parties.size() >= 2, "parties", "an agreement needs at least two parties");
  v.check(!c.until || *c.until > c.from, "until", "the agreement ends before it starts");
  const auto is_party = [&c](const std::string& name) {
    return std::find(c.parties.begin(), c.parties.end(), name) != c.parties.end();
  };
  v.check(std::all_of(c.grants.begin(), c.grants.end(),
                      [&](const auto& g) { return is_party(g.giver) && is_party(g.receiver); }),
          "grants", "giver and receiver must be parties of the agreement");
}

} // namespace urker::mission
