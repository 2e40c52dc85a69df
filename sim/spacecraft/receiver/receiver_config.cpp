#include "spacecraft/receiver/receiver_config.hpp"

namespace urker::spacecraft {

namespace {

constexpr Unit kPerKm2{"1/km2", {.length = -2}, 1e-6};

} // namespace

void describe(FieldVisitor& v, EmitterConfig& c) {
  v.required("kind", c.kind, "What they send");
  static constexpr std::array<std::string_view, 2> kDensity{"contents", "density"};
  v.exactly_one_of(kDensity);
  v.optional(
      "contents", c.contents,
      "Entry of `contents`: each of its targets has one, at its mean density without season");
  v.optional("density", c.density_per_m2, between(0.0, 100.0, kPerKm2), "Mean number over area");
  v.optional("areas", c.areas, Reference{"areas"}, "Where they are; none: those of `contents`");
  v.optional("report_interval", c.report_interval_s, between(0.1, 864000.0, unit::s),
             "Mean time between two messages of one emitter");
  v.optional("message_bits", c.message_bits, between(1, 1000000, unit::one),
             "What is kept of a message, in bits");
  v.check(c.contents || !c.areas.empty(), "density", "a density needs `areas`");
}

void describe(FieldVisitor& v, ReceiverDutyConfig& c) {
  v.required("on_time", c.on_time_s, positive(unit::s), "On for so long");
  v.required("period", c.period_s, positive(unit::s), "In each period, from the start of the run");
  v.check(c.on_time_s < c.period_s, "on_time", "must be shorter than the period");
}

void describe(FieldVisitor& v, ReceiverConfig& c) {
  v.required("kind", c.kind, "What it listens to");
  v.required("power", c.power_w, not_negative(unit::W), "While it listens");
  v.optional("least_elevation", c.least_elevation_rad, between(0.0, 89.0, unit::deg),
             "Of the satellite as an emitter sees it: the footprint");
  v.optional("channels", c.channels, between(1, 1000, unit::one), "Between which emitters change");
  v.optional("slots_per_second", c.slots_per_s, positive(unit::Hz),
             "Of one channel; AIS has 2250 in a minute");
  v.optional("overlap", c.overlap, between(0.0, 10.0, unit::one),
             "Mean number of neighbour slots from which a message reaches into one, for different "
             "ranges; 1: no common slots at all");
  v.optional("decoded", c.decoded_part, between(0.0, 100.0, unit::percent),
             "Part of the messages without collision that is decoded");
  v.optional("longest_stretch", c.longest_stretch_s, between(60.0, 86400.0, unit::s),
             "After which a product is closed though emitters are still in view");
  v.optional("priority", c.priority, between(1, 1000, unit::one), "Of its products");
  v.optional("duty", c.duty, "When it is on; none: always, but for safe mode");
}

} // namespace urker::spacecraft
