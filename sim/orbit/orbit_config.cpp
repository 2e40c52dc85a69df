#include "orbit/orbit_config.hpp"

#include "base/error.hpp"
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
  static constexpr std::array<std::string_view, 1> kKinds{"sgp4"};
  v.optional("sgp4", orbit.sgp4, "Published mean elements, propagated by SGP4 or SDP4 (WGS72)");
  v.exactly_one_of(kKinds);
}

std::unique_ptr<Trajectory> make_trajectory(const OrbitConfig& orbit, const Epoch& epoch) {
  require(orbit.sgp4.has_value(), "an orbit has no model");
  return std::make_unique<Sgp4Trajectory>(*orbit.sgp4, epoch);
}

} // namespace urker::orbit
