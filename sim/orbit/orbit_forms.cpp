#include "orbit/orbit_forms.hpp"

#include "base/error.hpp"
#include "orbit/analytic/ellipse_trajectory.hpp"
#include "orbit/design/orbit_design.hpp"

#include <fmt/format.h>

#include <array>
#include <numbers>
#include <string_view>

namespace urker::orbit {
namespace {

constexpr double kMost_m = 1e9; ///< beyond, the Earth no longer holds a satellite

Range angle() {
  return between(-360.0, 360.0, unit::deg);
}

void describe_epoch(FieldVisitor& v, std::optional<CalendarTime>& epoch) {
  v.optional("epoch", epoch, "When the satellite is there (UTC); the scenario's start if absent");
}

/// The polar radius is the least that a satellite could have without touching the ground.
std::unique_ptr<Trajectory> ellipse(const KeplerianElements& elements, const SecularRates& rates,
                                    Time at) {
  constexpr double kPolarRadius_m = 6356752.0;
  const double perigee_m = elements.semi_major_axis_m * (1.0 - elements.eccentricity);
  if (perigee_m < kPolarRadius_m) {
    throw Error(Cause::invalid_input,
                fmt::format("the orbit's perigee is {:.1f} km from the Earth's centre, below the "
                            "ground",
                            perigee_m * 1e-3));
  }
  return std::make_unique<EllipseTrajectory>(elements, rates, at);
}

} // namespace

Time time_of(const std::optional<CalendarTime>& at, const Epoch& epoch) {
  return at ? epoch.at(*at) : kStart;
}

void describe(FieldVisitor& v, KeplerianConfig& c) {
  describe_epoch(v, c.epoch);
  v.required("semi_major_axis", c.elements.semi_major_axis_m,
             between(6356.0, kMost_m * 1e-3, unit::km), "Semi-major axis");
  v.optional("eccentricity", c.elements.eccentricity, between(0.0, 0.999, unit::one),
             "Eccentricity");
  v.required("inclination", c.elements.inclination_rad, between(0.0, 180.0, unit::deg),
             "Inclination to the equator of GCRF");
  v.required("raan", c.elements.raan_rad, angle(), "Right ascension of the ascending node");
  v.optional("argument_of_perigee", c.elements.argument_of_perigee_rad, angle(),
             "Argument of perigee");
  v.required("mean_anomaly", c.elements.mean_anomaly_rad, angle(), "Mean anomaly at the epoch");
}

void describe(FieldVisitor& v, CartesianConfig& c) {
  constexpr double kMost_km = kMost_m * 1e-3;
  const auto place = [] { return between(-kMost_km, kMost_km, unit::km); };
  const auto speed = [] {
    constexpr double kMost_km_s = 12.0;
    return between(-kMost_km_s, kMost_km_s, *find_unit("km/s"));
  };
  describe_epoch(v, c.epoch);
  v.optional("frame", c.frame,
             "gcrf; itrf, turning with the Earth; eme2000; mod, tod, cirs or teme of the epoch");
  v.required("x", c.state.r_m.x(), place(), "Position along the frame's x axis");
  v.required("y", c.state.r_m.y(), place(), "Position along the frame's y axis");
  v.required("z", c.state.r_m.z(), place(), "Position along the frame's z axis");
  v.required("vx", c.state.v_m_s.x(), speed(), "Velocity along the frame's x axis");
  v.required("vy", c.state.v_m_s.y(), speed(), "Velocity along the frame's y axis");
  v.required("vz", c.state.v_m_s.z(), speed(), "Velocity along the frame's z axis");
}

void describe(FieldVisitor& v, SunSynchronousConfig& c) {
  static constexpr std::array<std::string_view, 2> kNodes{"ascending_node_time",
                                                          "descending_node_time"};
  describe_epoch(v, c.epoch);
  v.required("altitude", c.altitude_m, between(100.0, 5900.0, unit::km),
             "Semi-major axis above 6378.137 km");
  v.optional("ascending_node_time", c.ascending_node_time_s, between(0.0, 24.0, unit::h),
             "Mean solar local time of the ascending node");
  v.optional("descending_node_time", c.descending_node_time_s, between(0.0, 24.0, unit::h),
             "Mean solar local time of the descending node");
  v.exactly_one_of(kNodes);
  v.optional("argument_of_latitude", c.argument_of_latitude_rad, angle(),
             "Angle from the ascending node at the epoch");
}

void describe(FieldVisitor& v, RepeatGroundTrackConfig& c) {
  describe_epoch(v, c.epoch);
  v.required("revolutions", c.revolutions, between(1, 10000, unit::one),
             "Revolutions until the ground track closes");
  v.required("days", c.days, between(1, 1000, unit::one),
             "Turns of the Earth under the orbit's plane until then");
  v.required("inclination", c.inclination_rad, between(0.0, 180.0, unit::deg),
             "Inclination to the equator of GCRF");
  v.required("raan", c.raan_rad, angle(), "Right ascension of the ascending node");
  v.optional("argument_of_latitude", c.argument_of_latitude_rad, angle(),
             "Angle from the ascending node at the epoch");
}

void describe(FieldVisitor& v, GeostationaryConfig& c) {
  v.required("longitude", c.longitude_rad, between(-180.0, 360.0, unit::deg),
             "East longitude over which the satellite stands");
}

std::unique_ptr<Trajectory> two_body(const KeplerianConfig& c, const Epoch& epoch) {
  return ellipse(c.elements, two_body_rates(c.elements), time_of(c.epoch, epoch));
}

std::unique_ptr<Trajectory> j2_secular(const KeplerianConfig& c, const Epoch& epoch) {
  return ellipse(c.elements, j2_rates(c.elements), time_of(c.epoch, epoch));
}

State gcrf_state(const CartesianConfig& c, const Epoch& epoch, const Earth& earth) {
  return earth.convert(c.state, c.frame, Frame::gcrf, time_of(c.epoch, epoch));
}

std::unique_ptr<Trajectory> make(const CartesianConfig& c, const Epoch& epoch, const Earth& earth) {
  const KeplerianElements elements = to_keplerian(gcrf_state(c, epoch, earth));
  return ellipse(elements, two_body_rates(elements), time_of(c.epoch, epoch));
}

std::unique_ptr<Trajectory> make(const SunSynchronousConfig& c, const Epoch& epoch) {
  const Time at = time_of(c.epoch, epoch);
  KeplerianElements elements{.semi_major_axis_m = kEquatorialRadius_m + c.altitude_m,
                             .mean_anomaly_rad = c.argument_of_latitude_rad};
  elements.inclination_rad =
      sun_synchronous_inclination_rad(elements.semi_major_axis_m, elements.eccentricity);
  elements.raan_rad =
      c.ascending_node_time_s
          ? node_at_local_time_rad(*c.ascending_node_time_s, epoch, at)
          : node_at_local_time_rad(c.descending_node_time_s.value(), epoch, at) + std::numbers::pi;
  return ellipse(elements, j2_rates(elements), at);
}

std::unique_ptr<Trajectory> make(const RepeatGroundTrackConfig& c, const Epoch& epoch) {
  KeplerianElements elements{.inclination_rad = c.inclination_rad,
                             .raan_rad = c.raan_rad,
                             .mean_anomaly_rad = c.argument_of_latitude_rad};
  elements.semi_major_axis_m = repeat_semi_major_axis_m(
      c.revolutions, c.days, elements.eccentricity, elements.inclination_rad);
  return ellipse(elements, j2_rates(elements), time_of(c.epoch, epoch));
}

std::unique_ptr<Trajectory> make(const GeostationaryConfig& c, const Earth& earth) {
  const KeplerianElements elements =
      to_keplerian(geostationary_state(c.longitude_rad, earth, kStart));
  return ellipse(elements, two_body_rates(elements), kStart);
}

} // namespace urker::orbit
