#include "spacecraft/attitude/attitude_config.hpp"

namespace urker::spacecraft {

void describe(FieldVisitor& v, ModesConfig& c) {
  v.optional("safe_mode", c.safe_mode, "Pointing in safe mode");
  v.optional("burn", c.burn, "Pointing during a burn; velocity: the thrust along its direction");
  v.optional("imaging", c.imaging, "Pointing during a strip; target: rolled to it");
  v.optional(
      "downlink", c.downlink,
      "Pointing in a booked pass; any: the antenna needs none, and data flow whatever holds");
  v.optional("charging", c.charging, "Pointing whenever nothing else is asked for");
  const auto placeless = [](PointingMode mode) {
    return mode != PointingMode::target && mode != PointingMode::station;
  };
  v.check(placeless(c.safe_mode), "safe_mode", "safe mode has no target and no station");
  v.check(placeless(c.burn), "burn", "a burn has no target and no station");
  v.check(placeless(c.charging), "charging", "charging has no target and no station");
  v.check(c.imaging != PointingMode::station, "imaging", "imaging has no station");
  v.check(c.downlink != PointingMode::target, "downlink", "a pass has no target");
}

void describe(FieldVisitor& v, BodyAxesConfig& c) {
  v.optional("boresight", c.boresight, "Axis turned to nadir, target or the inertial direction");
  v.optional("antenna", c.antenna, "Axis turned to a station");
  v.optional("thrust", c.thrust, "Axis along which the thrust drives");
  v.optional("sun", c.sun, "Axis turned to the Sun");
}

void describe(FieldVisitor& v, ApertureConfig& c) {
  v.required("kind", c.kind,
             "imager: no strip while it looks at what it must not; star_tracker: "
             "no strip while all of them do");
  v.optional("direction", c.direction, "Where it looks, in body axes");
  v.optional("sun_exclusion", c.sun_exclusion_rad, between(0.0, 180.0, unit::deg),
             "Least angle to the Sun's centre while it is in sight");
  v.optional("earth_exclusion", c.earth_exclusion_rad, between(0.0, 180.0, unit::deg),
             "Least angle to the Earth's limb; none: it may look at the Earth");
}

void describe(FieldVisitor& v, MomentumConfig& c) {
  v.required("capacity", c.capacity_n_m_s, positive(unit::N_m_s), "Momentum that the wheels hold");
  v.optional("unload_at", c.unload_at, between(1.0, 100.0, unit::percent),
             "Part of the capacity at which unloading begins");
  v.optional("unload_to", c.unload_to, between(0.0, 99.0, unit::percent), "At which it ends");
  v.required("unload_torque", c.unload_torque_n_m, positive(unit::N_m),
             "Mean torque against the momentum while unloading");
  v.optional("unload_power", c.unload_power_w, not_negative(unit::W), "Power while unloading");
  v.optional("inertia", c.inertia, "Moments of inertia, for the torque of the gravity gradient");
  v.optional("outline", c.outline, "Areas and centre of pressure, for air and sunlight");
  v.optional("drag", c.drag, "Torque of the air on the outline; none: left out");
  v.optional("sunlight", c.sunlight, "Torque of sunlight on the outline; none: left out");
  v.optional("torque", c.torque, "Any other torque, constant in body axes, such as a magnetic one");
  v.check(c.outline || !c.drag, "drag", "drag needs an outline");
  v.check(c.outline || !c.sunlight, "sunlight", "sunlight needs an outline");
  v.check(!c.outline || c.drag || c.sunlight, "outline", "neither drag nor sunlight asks for it");
  v.check(c.unload_to < c.unload_at, "unload_to", "unloading must end below where it begins");
}

void describe(FieldVisitor& v, AttitudeConfig& c) {
  v.optional("modes", c.modes, "Pointing by activity");
  v.optional("slew", c.slew, "How fast it turns");
  v.optional("axes", c.axes, "Body axes that are pointed");
  v.optional("inertial", c.inertial, "Direction of the mode inertial, in GCRF");
  v.optional("least_rest", c.least_rest_s, not_negative(unit::s),
             "It turns to the charging pointing only for longer than this");
  v.optional("power", c.power_w, not_negative(unit::W), "Power of wheels and sensors");
  v.optional("slew_power", c.slew_power_w, not_negative(unit::W), "More of it during a slew");
  v.optional("apertures", c.apertures, "Openings that must not look at the Sun or the Earth");
  v.optional("momentum", c.momentum, "Momentum of the wheels; none: not followed");
}

} // namespace urker::spacecraft
