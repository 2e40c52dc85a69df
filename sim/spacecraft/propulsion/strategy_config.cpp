#include "spacecraft/propulsion/strategy_config.hpp"

#include <array>
#include <string_view>

namespace urker::spacecraft {

namespace {

constexpr Range kAltitude = between(150.0, 50000.0, unit::km);
constexpr Range kDuration{
    .unit = unit::d, .least = 0.0, .most = 3660.0 * unit::d.scale, .open = true};

} // namespace

void describe(FieldVisitor& v, PhaseConfig& c) {
  v.required("name", c.name, "What goes on: deployment, detumbling, commissioning");
  v.required("duration", c.duration_s, kDuration, "How long");
  v.optional("imaging", c.imaging, "Whether images may be taken meanwhile");
}

void describe(FieldVisitor& v, RaiseConfig& c) {
  v.required("altitude", c.altitude_m, kAltitude,
             "Mean semi-major axis to reach, above 6378.137 km; also below the present one");
  v.optional("tolerance", c.tolerance_m, between(10.0, 10000.0, unit::m),
             "How near the altitude is near enough");
}

void describe(FieldVisitor& v, PhasingConfig& c) {
  v.required("angle", c.angle_rad, between(-180.0, 180.0, unit::deg),
             "Angle to move forward along the orbit");
  v.required("duration", c.duration_s, kDuration, "In which time");
  v.optional("tolerance", c.tolerance_rad, between(0.01, 10.0, unit::deg),
             "How near the angle is near enough");
}

void describe(FieldVisitor& v, PlaneSeparationConfig& c) {
  v.required("raan", c.raan_rad, between(-180.0, 180.0, unit::deg),
             "Angle to move the ascending node eastward");
  v.required("duration", c.duration_s, kDuration, "In which time");
  v.optional("tolerance", c.tolerance_rad, between(0.001, 10.0, unit::deg),
             "How near the angle is near enough");
}

void describe(FieldVisitor& v, KeepConfig& c) {
  constexpr Unit m_s{"m/s", {.length = 1, .time = -1}};
  v.required("altitude", c.altitude_m, kAltitude,
             "Mean semi-major axis in the middle of the band, above 6378.137 km");
  v.optional("dead_band", c.dead_band_m, between(0.05, 100.0, unit::km),
             "From the middle of the band to either end");
  v.optional("duration", c.duration_s, kDuration, "How long; none: for the rest of the run");
  v.optional("leave", c.leave_m_s, not_negative(m_s),
             "Change of velocity that is left for what follows; the keeping ends before");
}

void describe(FieldVisitor& v, AvoidConfig& c) {
  v.required("at", c.at, "When something would come near, UTC");
  v.required("distance", c.distance_m, between(10.0, 100000.0, unit::m),
             "How much higher the satellite is to pass then");
  v.optional("revolutions", c.revolutions, between(0.0, 10.0, unit::one),
             "Whole revolutions between burn and encounter, besides half of one");
}

void describe(FieldVisitor& v, DisposalConfig& c) {
  v.optional("lifetime", c.lifetime_s, kDuration, "Longest time in which the orbit may decay");
  v.optional("least_perigee", c.least_perigee_m, between(100.0, 1000.0, unit::km),
             "Perigee below which nothing more is burnt, above 6378.137 km");
}

std::string StrategyConfig::kind() const {
  return phase              ? "phase"
         : raise            ? "raise"
         : phasing          ? "phasing"
         : plane_separation ? "plane_separation"
         : keep             ? "keep"
         : avoid            ? "avoid"
                            : "dispose";
}

void describe(FieldVisitor& v, StrategyConfig& c) {
  static constexpr std::array<std::string_view, 7> kKinds{
      "phase", "raise", "phasing", "plane_separation", "keep", "avoid", "dispose"};
  v.optional("phase", c.phase, "A time in which the orbit is left alone");
  v.optional("raise", c.raise, "Raise or lower the orbit");
  v.optional("phasing", c.phasing, "Move along the orbit: to a slot, or away from others in it");
  v.optional("plane_separation", c.plane_separation,
             "Turn the orbit's plane by the drift of its node at another altitude");
  v.optional("keep", c.keep, "Hold the altitude against drag");
  v.optional("avoid", c.avoid, "Pass something at a distance, at a stated instant");
  v.optional("dispose", c.dispose, "Lower the perigee until the orbit decays in time");
  v.exactly_one_of(kKinds);
}

} // namespace urker::spacecraft
