#include "onboard/satellite_config.hpp"

namespace urker::onboard {

std::optional<spacecraft::StorageConfig> SatelliteConfig::storage_for_data() const {
  auto left = storage;
  if (left && radiation) {
    left->capacity_bit *= spacecraft::data_part_of_storage(*radiation);
  }
  return left;
}

const orbit::AtmosphereConfig* SatelliteConfig::air() const {
  if (!attitude || !attitude->momentum || !attitude->momentum->drag) {
    return nullptr;
  }
  const auto& own = attitude->momentum->drag->atmosphere;
  if (own) {
    return &*own;
  }
  return orbit.numerical && orbit.numerical->forces.drag ? &orbit.numerical->forces.drag->atmosphere
                                                         : nullptr;
}

namespace {

/// What parts need of each other.
void check_parts(FieldVisitor& v, const SatelliteConfig& c) {
  v.check(!c.propulsion || c.orbit.numerical, "propulsion", "propulsion needs a numerical orbit");
  const bool plans_burns = c.propulsion && c.orbit.numerical;
  v.check(!plans_burns || c.orbit.numerical->forces.burns.empty(), "propulsion",
          "burns are either stated with the forces or planned by propulsion");
  v.check(!plans_burns || c.propulsion->thruster.propellant_kg < c.orbit.numerical->mass_kg,
          "propulsion", "the propellant is part of the orbit's mass");
  v.check(!c.imager || c.storage, "storage", "a satellite with an imager needs a storage");
  v.check(!c.imager || c.radio || c.optical_terminal, "radio",
          "a satellite with an imager needs a radio or an optical terminal");
  v.check(!c.report_radio || c.storage, "storage",
          "a satellite with a report_radio needs a storage");
  for (const auto& [name, panel] : c.power.panels) {
    v.check(panel.node.empty() || (c.thermal && c.thermal->nodes.contains(panel.node)), "power",
            "panel " + name + " names a node that the thermal model does not have");
  }
  const auto* ageing =
      c.power.battery && c.power.battery->ageing ? &*c.power.battery->ageing : nullptr;
  const std::string battery_node = ageing && ageing->calendar ? ageing->calendar->node : "";
  v.check(battery_node.empty() || (c.thermal && c.thermal->nodes.contains(battery_node)), "power",
          "the battery's ageing names a node that the thermal model does not have");
  const bool turned_by_air = c.attitude && c.attitude->momentum && c.attitude->momentum->drag;
  v.check(!turned_by_air || c.air() != nullptr, "attitude",
          "the torque of drag needs an atmosphere: its own, or that of the orbit's drag");
  const bool processes =
      c.imager && (c.processing == Processing::onboard || c.onboard_from_priority);
  v.check(!processes || c.computer, "computer", "processing on board needs a computer");
  v.check(!processes || c.pipeline, "pipeline", "processing on board needs a pipeline");
}

} // namespace

void describe(FieldVisitor& v, SatelliteConfig& c) {
  v.optional("name", c.name, "Name as shown; empty: the key");
  v.required("owner", c.owner, Reference{"organisations"}, "Organisation that owns it");
  v.optional("norad_id", c.norad_id, between(0, 999999999, unit::one), "Catalogue number; 0: none");
  v.optional("in_service", c.in_service, "When it is in service");
  v.required("orbit", c.orbit, "Orbit");
  v.required("power", c.power, Template{"type", "power_systems"}, "Power system");
  v.optional("thermal", c.thermal, "Temperatures by nodes; none: not followed");
  v.optional("agility", c.agility, "How fast it turns between strips, without an attitude");
  v.optional("attitude", c.attitude,
             "Pointing by activity, slews, apertures, wheels; none: agility "
             "alone tells when it has turned");
  v.optional("propulsion", c.propulsion, "Thruster, and what it is for; none: no burns of its own");
  v.optional("imager", c.imager, Template{"type", "imagers"}, "Push-broom imager; none: no images");
  v.optional("storage", c.storage, "Mass memory; needed by an imager");
  v.optional("radio", c.radio, Template{"type", "radios"}, "Data transmitter; none: no downlink");
  v.optional("report_radio", c.report_radio, Template{"type", "radios"},
             "Transmitter for reports alone, over every station in view whose report_antenna has "
             "its band, without booking; none: reports go over the data transmitter");
  v.optional("payload", c.payload, Template{"type", "payloads"},
             "Beams and transponders; none: no telecom services");
  v.optional("receiver", c.receiver, Template{"type", "receivers"},
             "Listens to messages of emitters; their products are kept and sent by a satellite "
             "with an imager; none: does not listen");
  v.optional("optical_terminal", c.optical_terminal, Template{"type", "optical_terminals"},
             "Optical terminal, for downlinks to telescopes and links between satellites");
  v.optional("computer", c.computer, Template{"type", "computers"}, "On-board computer");
  v.optional("pipeline", c.pipeline, Template{"type", "pipelines"}, "On-board image processing");
  v.optional("tile_share", c.tile_share,
             "Its tiles where satellites take the same frames and split them, by a stage with "
             "`split`");
  v.optional("processing", c.processing, "Where images are processed");
  v.optional("onboard_from_priority", c.onboard_from_priority, between(1, 1000, unit::one),
             "Images of this priority or more are processed on board, whatever `processing` says");
  v.optional("radiation", c.radiation, "What radiation upsets; none: nothing");
  v.optional("faults", c.faults, "How its components fail, by name; none: they do not");
  check_parts(v, c);
}

} // namespace urker::onboard
