#include "orbit/orbit_config.hpp"

#include "base/error.hpp"
#include "orbit/format/tle.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"

#include <array>
#include <string_view>

namespace urker::orbit {

void describe(FieldVisitor& v, MeanElements& x) {
  v.required("epoch", x.epoch, "Epoch of the elements, UTC");
  v.required("mean_motion", x.mean_motion_rad_s, positive(unit::rev_per_d),
             "Mean motion as published, after Kozai");
  v.required("eccentricity", x.eccentricity, between(0.0, 0.999999, unit::one),
             "Mean eccentricity");
  v.required("inclination", x.inclination_rad, between(0.0, 180.0, unit::deg),
             "Mean inclination to the equator of date (TEME)");
  v.required("raan", x.raan_rad, between(-360.0, 360.0, unit::deg),
             "Right ascension of the ascending node (TEME)");
  v.required("argument_of_perigee", x.argument_of_perigee_rad, between(-360.0, 360.0, unit::deg),
             "Argument of perigee");
  v.required("mean_anomaly", x.mean_anomaly_rad, between(-360.0, 360.0, unit::deg),
             "Mean anomaly at the epoch");
  v.required("drag_term", x.bstar_per_earth_radius, between(-1.0, 1.0, unit::one),
             "Drag term B* as published, per Earth radius of 6378.135 km");
}

void describe(FieldVisitor& v, OrbitConfig& orbit) {
  static constexpr std::array<std::string_view, 12> kKinds{"sgp4",
                                                           "tle",
                                                           "tle_file",
                                                           "omm",
                                                           "oem",
                                                           "keplerian",
                                                           "j2_secular",
                                                           "cartesian",
                                                           "sun_synchronous",
                                                           "repeat_ground_track",
                                                           "geostationary",
                                                           "numerical"};
  v.optional("sgp4", orbit.sgp4, "Published mean elements, propagated by SGP4 or SDP4 (WGS72)");
  v.optional("tle", orbit.tle, "Element set as its two lines, propagated like sgp4");
  v.check(!orbit.tle || orbit.tle->size() == 2, "tle", "must be a list of two lines");
  v.optional("tle_file", orbit.tle_file, "The same of a file of them");
  v.optional("omm", orbit.omm, "Element set of an Orbit Mean-Elements Message, like sgp4");
  v.optional("oem", orbit.oem, "Orbit of an Orbit Ephemeris Message, interpolated");
  v.optional("keplerian", orbit.keplerian, "Osculating elements in GCRF; two bodies");
  v.optional("j2_secular", orbit.j2_secular, "Mean elements in GCRF; secular drifts by J2");
  v.optional("cartesian", orbit.cartesian, "Position and velocity; two bodies");
  v.optional("sun_synchronous", orbit.sun_synchronous,
             "Circular, its node at one mean solar local time; secular drifts by J2");
  v.optional("repeat_ground_track", orbit.repeat_ground_track,
             "Circular, its ground track closes; secular drifts by J2");
  v.optional("geostationary", orbit.geostationary, "Over one longitude of the equator; two bodies");
  v.optional("numerical", orbit.numerical, "Integrated from an initial state under chosen forces");
  v.exactly_one_of(kKinds);
}

namespace {

/// Of the forms that state published mean elements; nothing for the others.
std::optional<MeanElements> published_elements(const OrbitConfig& orbit) {
  for (const auto* form : {&orbit.tle_file, &orbit.omm}) {
    if (const auto& config = *form) {
      require(config->elements.has_value(), "a file of element sets was not read");
      return config->elements;
    }
  }
  if (!orbit.tle) {
    return orbit.sgp4;
  }
  std::string text;
  for (const auto& line : *orbit.tle) {
    text += line + "\n";
  }
  const auto read = parse_tle(text, "orbit.tle");
  if (read.sets.size() != 1) {
    throw Error(Cause::invalid_input, "orbit.tle: holds no element set");
  }
  return read.sets.front().elements;
}

} // namespace

std::unique_ptr<Trajectory> make_trajectory(const OrbitConfig& orbit, const Epoch& epoch,
                                            const Earth& earth) {
  if (orbit.keplerian) {
    return two_body(*orbit.keplerian, epoch);
  }
  if (orbit.j2_secular) {
    return j2_secular(*orbit.j2_secular, epoch);
  }
  if (orbit.cartesian) {
    return make(*orbit.cartesian, epoch, earth);
  }
  if (orbit.sun_synchronous) {
    return make(*orbit.sun_synchronous, epoch);
  }
  if (orbit.repeat_ground_track) {
    return make(*orbit.repeat_ground_track, epoch);
  }
  if (orbit.geostationary) {
    return make(*orbit.geostationary, earth);
  }
  const auto elements = published_elements(orbit);
  require(elements.has_value(), "an orbit has no model");
  return std::make_unique<Sgp4Trajectory>(*elements, epoch);
}

std::optional<Time> state_time(const OrbitConfig& orbit, const Epoch& epoch) {
  if (orbit.numerical) {
    return initial_time(*orbit.numerical, epoch);
  }
  const bool turned = orbit.cartesian && orbit.cartesian->frame != Frame::gcrf;
  return turned ? std::optional(time_of(orbit.cartesian->epoch, epoch)) : std::nullopt;
}

std::optional<CalendarTime> published_epoch(const OrbitConfig& orbit) {
  const auto elements = published_elements(orbit);
  return elements ? std::optional(elements->epoch) : std::nullopt;
}

} // namespace urker::orbit
