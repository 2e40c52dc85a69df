#include "orbit/design/walker_config.hpp"

namespace urker::orbit {
namespace {

Range angle() {
  return between(-360.0, 360.0, unit::deg);
}

} // namespace

void describe(FieldVisitor& v, WalkerConfig& c) {
  static constexpr std::array<std::string_view, 2> kSizes{"altitude", "semi_major_axis"};
  constexpr double kMost = 1e6; // satellites; what a run can hold is less
  v.optional("kind", c.pattern.kind, "delta: nodes around the whole equator; star: around half");
  v.required("satellites", c.pattern.satellites, between(1.0, kMost, unit::one),
             "Satellites in all (T)");
  v.required("planes", c.pattern.planes, between(1.0, kMost, unit::one), "Planes (P)");
  v.optional("phasing", c.pattern.phasing, between(0.0, kMost, unit::one),
             "Phase from plane to plane in units of 360 deg / T (F)");
  v.check(c.pattern.satellites % c.pattern.planes == 0, "satellites",
          "must be a multiple of the planes");
  v.check(c.pattern.phasing < c.pattern.planes, "phasing", "must be below the number of planes");
  v.optional("altitude", c.altitude_m, between(100.0, 1e6, unit::km),
             "Semi-major axis above 6378.137 km");
  v.optional("semi_major_axis", c.semi_major_axis_m, between(6478.0, 1e6, unit::km),
             "Radius of the circular orbits");
  v.exactly_one_of(kSizes);
  v.required("inclination", c.inclination_rad, between(0.0, 180.0, unit::deg),
             "Inclination to the equator of GCRF");
  v.optional("raan", c.raan_rad, angle(), "Right ascension of the first plane's ascending node");
  v.optional("argument_of_latitude", c.argument_of_latitude_rad, angle(),
             "Angle of the first satellite from its ascending node at the epoch");
  v.optional("epoch", c.epoch, "When the pattern is so (UTC); the scenario's start if absent");
  v.optional("model", c.model, "How the satellites move: as the orbits of that name do");
}

std::vector<KeplerianElements> walker_elements(const WalkerConfig& c) {
  KeplerianElements first;
  first.semi_major_axis_m =
      c.altitude_m ? kEquatorialRadius_m + *c.altitude_m : c.semi_major_axis_m.value();
  first.inclination_rad = c.inclination_rad;
  first.raan_rad = c.raan_rad;
  first.mean_anomaly_rad = c.argument_of_latitude_rad;
  return walker_elements(c.pattern, first);
}

} // namespace urker::orbit
