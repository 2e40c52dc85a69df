#include "base/error.hpp"
#include "base/units.hpp"
#include "orbit/design/orbit_design.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/orbit_config.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <chrono>
#include <cmath>

using namespace urker;
using namespace urker::orbit;

namespace {

constexpr double kDeg = unit::deg.scale;
const Epoch kEpoch(CalendarTime{2026, 8, 22, 0, 0, 0.0});
const Earth kEarth(kEpoch, kStart, kStart, EarthOrientationModel::gmst);

} // namespace

TEST_CASE("Sun-synchronous inclinations are those that missions fly") {
  // Landsat 8 (USGS): 705 km, 98.2 deg. Sentinel-2 (ESA): 786 km, 98.62 deg.
  CHECK(sun_synchronous_inclination_rad(kEquatorialRadius_m + 705e3, 0.0) / kDeg ==
        Approx(98.2).margin(0.05));
  CHECK(sun_synchronous_inclination_rad(kEquatorialRadius_m + 786e3, 0.0) / kDeg ==
        Approx(98.62).margin(0.08));
  CHECK_THROWS_AS(sun_synchronous_inclination_rad(kEquatorialRadius_m + 6100e3, 0.0), Error);
}

TEST_CASE("ground tracks close where missions' do") {
  // Landsat 8: 233 revolutions in 16 days at 705 km; Sentinel-2: 143 in 10 days at 786 km.
  CHECK(repeat_semi_major_axis_m(233, 16, 0.0, 98.2 * kDeg) - kEquatorialRadius_m ==
        Approx(705e3).margin(6e3));
  CHECK(repeat_semi_major_axis_m(143, 10, 0.0, 98.62 * kDeg) - kEquatorialRadius_m ==
        Approx(786e3).margin(6e3));
  CHECK_THROWS_AS(repeat_semi_major_axis_m(18, 1, 0.0, 1.0), Error);
  CHECK_THROWS_AS(repeat_semi_major_axis_m(1, 100, 0.0, 1.0), Error);
}

TEST_CASE("a repeating ground track comes back after its days") {
  OrbitConfig orbit;
  orbit.repeat_ground_track = RepeatGroundTrackConfig{{}, 43, 3, 97.9 * kDeg, 1.0, 0.3};
  const auto trajectory = make_trajectory(orbit, kEpoch, kEarth);
  const auto r = trajectory->state(kStart).r_m;
  // After 43 nodal periods: the angle to the node is the same again; find when by the z axis.
  const double day_s = 86164.1;
  double nearest_m = 1e9;
  const Earth earth(kEpoch, kStart, kStart + std::chrono::hours(80), EarthOrientationModel::gmst);
  const Vector3 place = earth.to_itrf({r, Vector3::Zero()}, Frame::gcrf, kStart).r_m;
  for (double t = 3 * day_s - 2000.0; t < 3 * day_s + 2000.0; t += 0.1) {
    const Time at = kStart + round_seconds(t);
    const Vector3 now = earth.to_itrf(trajectory->state(at), Frame::gcrf, at).r_m;
    nearest_m = std::min(nearest_m, (now - place).norm());
  }
  CHECK(nearest_m < 500.0); // the step lets it move by 400 m
}

TEST_CASE("the node of a Sun-synchronous orbit keeps its local time") {
  OrbitConfig orbit;
  orbit.sun_synchronous = SunSynchronousConfig{{}, 600e3, {}, 10.5 * 3600.0, 0.0};
  const auto trajectory = make_trajectory(orbit, kEpoch, kEarth);
  for (const int days : {0, 100, 200, 365}) {
    const Time t = kStart + days * std::chrono::hours(24);
    const State s = trajectory->state(t);
    const Vector3 h = s.r_m.cross(s.v_m_s);
    // The velocity holds the node's own motion, which tilts the momentum by 2e-4 rad.
    const double descending = std::atan2(h.x(), -h.y()) + 3.14159265358979;
    const double expected = node_at_local_time_rad(10.5 * 3600.0, kEpoch, t);
    CHECK(std::abs(std::remainder(descending - expected, 2 * 3.14159265358979)) < 2e-4);
  }
}

TEST_CASE("the mean Sun is the Sun but for the equation of time") {
  const Time half_a_year = kStart + 180 * std::chrono::hours(24);
  const Earth earth(kEpoch, kStart, half_a_year, EarthOrientationModel::standard);
  for (Time t = kStart; t < half_a_year; t += std::chrono::hours(240)) {
    const Vector3 sun = earth.sun_m(Frame::gcrf, t);
    const double minutes =
        std::remainder(mean_sun_rad(kEpoch, t) - std::atan2(sun.y(), sun.x()), 360.0 * kDeg) /
        kDeg * 4.0;
    CHECK(std::abs(minutes) < 17.0);
  }
  // The equation of time is zero on 1 September and 25 December (The Astronomical Almanac).
  for (const auto& date :
       {CalendarTime{2026, 9, 1, 8, 0, 0.0}, CalendarTime{2026, 12, 25, 8, 0, 0.0}}) {
    const Time t = kEpoch.at(date);
    const Vector3 sun = earth.sun_m(Frame::gcrf, t);
    CHECK(std::abs(std::remainder(mean_sun_rad(kEpoch, t) - std::atan2(sun.y(), sun.x()),
                                  360.0 * kDeg)) /
              kDeg * 4.0 <
          0.5);
  }
}

TEST_CASE("a geostationary satellite stays over its longitude") {
  OrbitConfig orbit;
  orbit.geostationary = GeostationaryConfig{46.0 * kDeg};
  const Time end = kStart + 30 * std::chrono::hours(24);
  const Earth earth(kEpoch, kStart, end, EarthOrientationModel::standard);
  const auto trajectory = make_trajectory(orbit, kEpoch, earth);
  for (Time t = kStart; t < end; t += std::chrono::hours(17)) {
    const State s = earth.to_itrf(trajectory->state(t), Frame::gcrf, t);
    CHECK(std::atan2(s.r_m.y(), s.r_m.x()) / kDeg == Approx(46.0).margin(0.002));
    CHECK(std::abs(s.r_m.z()) < 2e3);
    CHECK(s.r_m.norm() == Approx(42'164.2e3).margin(1e3));
    CHECK(s.v_m_s.norm() < 0.2);
  }
}

TEST_CASE("a geostationary satellite stands over its longitude of the Earth of the run") {
  OrbitConfig orbit;
  orbit.geostationary = GeostationaryConfig{46.0 * kDeg};
  EarthOrientation turn;
  turn.ut1_minus_tai_s = -37.0 + 600.0; // ten minutes ahead
  constexpr double kEve_mjd = 61000.0;
  const Earth ahead(
      kEpoch, kStart, kStart,
      std::make_shared<EarthOrientationTable>(kEve_mjd, std::vector<EarthOrientation>(500, turn)));
  const State s =
      ahead.to_itrf(make_trajectory(orbit, kEpoch, ahead)->state(kStart), Frame::gcrf, kStart);
  CHECK(std::atan2(s.r_m.y(), s.r_m.x()) / kDeg == Approx(46.0).margin(1e-9));
}

TEST_CASE("a Walker pattern spaces its planes and satellites") {
  // Galileo's 24/3/1: planes 120 deg apart, 8 in each, 15 deg from plane to plane.
  const KeplerianElements first{.semi_major_axis_m = 29.6e6, .inclination_rad = 56.0 * kDeg};
  const auto galileo = walker_elements({WalkerKind::delta, 24, 3, 1}, first);
  REQUIRE(galileo.size() == 24);
  CHECK(galileo[1].mean_anomaly_rad / kDeg == Approx(45.0));
  CHECK(galileo[8].raan_rad / kDeg == Approx(120.0));
  CHECK(galileo[8].mean_anomaly_rad / kDeg == Approx(15.0));
  CHECK(galileo[16].mean_anomaly_rad / kDeg == Approx(30.0));
  // Iridium's star of 66 in 6 planes: around half the equator.
  const auto star = walker_elements({WalkerKind::star, 66, 6, 2}, first);
  CHECK(star[11].raan_rad / kDeg == Approx(30.0));
  CHECK_THROWS_AS(walker_elements({WalkerKind::delta, 10, 3, 0}, first), Error);
  CHECK_THROWS_AS(walker_elements({WalkerKind::delta, 9, 3, 3}, first), Error);
  CHECK_THROWS_AS(walker_elements({WalkerKind::delta, 0, 0, 0}, first), Error);
}

TEST_CASE("orbits below the ground are refused") {
  OrbitConfig orbit;
  orbit.keplerian = KeplerianConfig{{}, {7000e3, 0.2, 1.0, 0.0, 0.0, 0.0}};
  CHECK_THROWS_WITH(make_trajectory(orbit, kEpoch, kEarth), Catch::Contains("below the ground"));
  orbit = {};
  orbit.cartesian = CartesianConfig{{}, Frame::gcrf, {{7e6, 0, 0}, {0, 11.9e3, 0}}};
  CHECK_THROWS_WITH(make_trajectory(orbit, kEpoch, kEarth), Catch::Contains("no"));
}
