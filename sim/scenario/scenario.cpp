#include "scenario/scenario.hpp"

namespace urker::scenario {

void describe(FieldVisitor& v, EnvironmentConfig& c) {
  v.optional("earth_orientation", c.earth_orientation,
             "standard: IERS table; gmst: UT1 = UTC, no polar motion");
  v.optional("earth_orientation_file", c.earth_orientation_file,
             "IERS file finals2000A instead of the table that ships with Urker");
  v.check(c.earth_orientation_file.empty() ||
              c.earth_orientation == orbit::EarthOrientationModel::standard,
          "earth_orientation_file", "needs `earth_orientation: standard`");
  v.optional("clouds", c.clouds, "Statistics of the cloud cover");
  v.optional("contents", c.contents,
             "What appears on the ground and goes away again, for imagers to find");
  v.optional("emitters", c.emitters, "What sends messages from the ground, for receivers to hear");
  for (const auto& [name, emitters] : c.emitters) {
    const auto found = emitters.contents ? c.contents.find(*emitters.contents) : c.contents.end();
    v.check(!emitters.contents || found != c.contents.end(), "emitters",
            "the `contents` of " + name + " are none of the environment's contents");
    v.check(found == c.contents.end() || !emitters.areas.empty() || !found->second.areas.empty(),
            "emitters", name + " needs `areas`, for its contents are everywhere");
  }
  v.optional("propagation", c.propagation, "What the air takes of radio links");
}

void describe(FieldVisitor& v, ResultsConfig& c) {
  v.optional("ephemeris_step", c.ephemeris_step_s, between(1.0, 86400.0, unit::s),
             "Step of the satellites' positions in the results, for maps; no model uses it");
}

void describe(FieldVisitor& v, Catalog& c) {
  v.optional("satellites", c.satellites, "Satellites that may be picked with `from:`");
  v.optional("stations", c.stations, "Stations that may be picked with `from:`");
}

namespace {

void describe_types(FieldVisitor& v, TypeSections& c) {
  v.optional("computers", c.computers, Template{"type", "computers"}, "Types of computers");
  v.optional("devices", c.devices, Template{"type", "devices"}, "Types of devices of computers");
  v.optional("pipelines", c.pipelines, Template{"type", "pipelines"}, "Types of image processing");
  v.optional("imagers", c.imagers, Template{"type", "imagers"}, "Types of imagers");
  v.optional("power_systems", c.power_systems, Template{"type", "power_systems"},
             "Types of power systems");
  v.optional("thrusters", c.thrusters, "Types of thrusters with their tanks");
  v.optional("radios", c.radios, Template{"type", "radios"}, "Types of data transmitters");
  v.optional("report_antennas", c.report_antennas, Template{"type", "report_antennas"},
             "Types of antennas that listen to report radios");
  v.optional("optical_terminals", c.optical_terminals, Template{"type", "optical_terminals"},
             "Types of optical terminals of satellites");
  v.optional("telescopes", c.telescopes, Template{"type", "telescopes"},
             "Types of optical terminals of stations");
  v.optional("atmospheres", c.atmospheres, Template{"type", "atmospheres"},
             "Facts of the air above places");
  v.optional("dishes", c.dishes, Template{"type", "dishes"},
             "Types of dishes that receive services");
  v.optional("payloads", c.payloads, Template{"type", "payloads"},
             "Types of payloads with transponders");
  v.optional("receivers", c.receivers, Template{"type", "receivers"},
             "Types of receivers of messages");
}

} // namespace

void describe(FieldVisitor& v, Scenario& c) {
  v.required("urker", c.version, between(1, 1, unit::one), "Version of the scenario language");
  v.required("name", c.name, "Short name, for files and reports");
  v.optional("title", c.title, "One line for the report's head");
  v.optional("question", c.question, "What the scenario is to answer");
  v.required("start", c.start, "First instant (UTC)");
  v.required("duration", c.duration_s, between(0.0, 3660.0, unit::d), "Span that is simulated");
  v.optional("seed", c.seed, not_negative(unit::one), "Seed of every random draw");
  v.optional("environment", c.environment, "Earth and weather");
  v.optional("coverage", c.coverage, "Grid of equal-area cells");
  v.optional("fibre", c.fibre, "Terrestrial network between all sites");
  v.required("organisations", c.organisations, "Who takes part");
  describe_types(v, c.types);
  v.optional("models", c.models, "Learned models that stages of pipelines use");
  v.optional("catalog", c.catalog, "Assets to pick from");
  v.required("satellites", c.satellites, Template{"from", "catalog.satellites"}, "Satellites");
  v.optional("constellations", c.constellations, "Patterns of satellites that are alike");
  v.optional("crosslinks", c.crosslinks, "Links between satellites that pass on reports");
  v.optional("stations", c.stations, Template{"from", "catalog.stations"}, "Ground stations");
  v.optional("operations", c.operations, "Operations centres: they plan imaging and passes");
  v.optional("processing", c.processing, "Processing centres on the ground");
  v.optional("readers", c.readers, "Where images are used and requests come from");
  v.optional("areas", c.areas, "Areas of interest");
  v.optional("campaigns", c.campaigns, "What is to be imaged, for whom, by whom");
  v.optional("agreements", c.agreements, "What organisations share");
  v.optional("sites", c.sites, "Places where telecom services are received and sent up from");
  v.optional("services", c.services, "Broadcast and VSAT services of satellites with a payload");
  v.optional("results", c.results, "What the result file holds");
}

Patterns patterns_of(const Scenario&) {
  return constellation_patterns();
}

} // namespace urker::scenario
