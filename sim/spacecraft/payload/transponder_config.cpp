#include "spacecraft/payload/transponder_config.hpp"

#include "base/wording.hpp"

#include <fmt/format.h>

#include <vector>

namespace urker::spacecraft {

link::BackOff TransponderConfig::back_off(std::size_t carriers) const {
  constexpr double kOne_db = 0.5, kMany_db = 3.0;
  link::BackOff b = carriers > 1 ? link::many_carriers(input_back_off_db.value_or(kMany_db))
                                 : link::one_carrier(input_back_off_db.value_or(kOne_db));
  b.output_db = output_back_off_db.value_or(b.output_db);
  b.carrier_to_intermodulation_db =
      carrier_to_intermodulation_db.value_or(b.carrier_to_intermodulation_db);
  return b;
}

void describe(FieldVisitor& v, TransponderConfig& c) {
  constexpr Unit kMHz{"MHz", unit::Hz.dimension, 1e6};
  constexpr Unit kFlux{"dBW/m2", {.mass = 1, .time = -3, .decibel = 1}};
  v.optional("kind", c.kind,
             "transparent: amplifies and moves in frequency; regenerative: detects and sends anew");
  v.required("beam", c.beam, "Beam of the downlink, of this payload");
  v.optional("uplink_beam", c.uplink_beam, "Beam of the uplink; none: the same");
  v.required("downlink", c.downlink_hz, between(0.1, 100.0, unit::GHz),
             "Middle of its band on the way down");
  v.required("uplink", c.uplink_hz, between(0.1, 100.0, unit::GHz),
             "Middle of its band on the way up");
  v.required("bandwidth", c.bandwidth_hz, between(0.01, 5000.0, kMHz), "Width of its band");
  v.optional("polarisation", c.polarisation, "Of the downlink");
  v.optional("saturation_flux", c.saturation_flux_dbw_m2, between(-150.0, -30.0, kFlux),
             "Flux density of one carrier that saturates it, at the peak of the uplink beam");
  v.optional("input_back_off", c.input_back_off_db, between(0.0, 20.0, unit::dB),
             "How far all carriers together stay below that; 0.5 dB with one carrier and 3 dB with "
             "several unless given");
  v.optional("output_back_off", c.output_back_off_db, between(0.0, 20.0, unit::dB),
             "How far the carriers' power is below saturation; that of a limiter unless given");
  v.optional("carrier_to_intermodulation", c.carrier_to_intermodulation_db,
             between(0.0, 60.0, unit::dB),
             "All carriers over the products in their band; that of a limiter unless given");
}

void describe(FieldVisitor& v, PayloadConfig& c) {
  v.required("beams", c.beams, "Beams, which its transponders use");
  v.required("transponders", c.transponders, "Transponders");
  std::vector<std::string> names;
  for (const auto& entry : c.beams) {
    names.push_back(entry.first);
  }
  for (const auto& [name, transponder] : c.transponders) {
    for (const std::string* beam : {&transponder.beam, &transponder.uplink_beam_name()}) {
      v.check(
          c.beams.contains(*beam), "transponders",
          fmt::format("{} has no beam {}{}", name, in_quotes(*beam), did_you_mean(*beam, names)));
    }
  }
}

} // namespace urker::spacecraft
