#include "mission/services/site_config.hpp"

namespace urker::mission {

void describe(FieldVisitor& v, ServiceSiteConfig& c) {
  v.optional("name", c.name, "Full name, for reports");
  v.required("owner", c.owner, Reference{"organisations"}, "Organisation whose place it is");
  v.required("site", c.site, "Where it is");
  v.optional("least_elevation", c.least_elevation_rad, between(0.0, 89.0, unit::deg),
             "Horizon all around: a satellite must be higher");
  v.optional("atmosphere", c.atmosphere, Template{"type", "atmospheres"},
             "Facts of the air above it, for attenuation by ITU-R P.618");
}

link::AtmosphereConfig ServiceSiteConfig::atmosphere_facts() const {
  link::AtmosphereConfig facts = atmosphere.value_or(link::AtmosphereConfig());
  if (!facts.height_m) {
    facts.height_m = site.height_m;
  }
  return facts;
}

} // namespace urker::mission
