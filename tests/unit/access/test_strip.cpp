#include "access/strip.hpp"
#include "base/error.hpp"
#include "base/random.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;
using orbit::Vector3;

namespace {

const Earth& earth() {
  static const Earth instance(midsummer_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  return instance;
}

double distance_m(const orbit::Geodetic& a, const orbit::Geodetic& b) {
  return (orbit::to_itrf_m(a) - orbit::to_itrf_m(b)).norm();
}

} // namespace

TEST_CASE("a crossing points the imager at the point, and the imager sees it there") {
  const orbit::Sgp4Trajectory trajectory(
      read_elements("satellites.csv").at(2),
      Epoch(CalendarTime{2022, 1, 22, 6, 0, 0.0})); // Corvus BC3, 97 deg
  const Earth january(Epoch(CalendarTime{2022, 1, 22, 6, 0, 0.0}), kStart, kStart + 24h,
                      EarthOrientationModel::gmst);
  const RandomKey key{5, key_of("tests.strip"), key_of("points")};
  for (std::uint64_t i = 0; i < 200; ++i) {
    const Time t = kStart + round_seconds(300.0 + 80000.0 * random_uniform(key, 2 * i));
    const double roll = 2.0 * random_uniform(key, 2 * i + 1) - 1.0;
    const auto place = ground_point(trajectory, january, t, roll);
    REQUIRE(place.has_value());
    const auto crossing = find_crossing(trajectory, january, *place, t - 200s, t + 300s);
    CAPTURE(i, roll);
    REQUIRE(crossing.has_value());
    CHECK(std::abs(to_seconds(crossing->time - t)) < 1e-6);
    CHECK(std::abs(crossing->roll_rad - roll) < 1e-8);
    const auto itrf = january.to_itrf(trajectory.state(t), orbit::Frame::teme, t);
    const Vector3 line = orbit::to_itrf_m(*place) - itrf.r_m;
    CHECK(crossing->range_m == Approx(line.norm()).margin(0.1));
    CHECK(std::cos(crossing->incidence_rad) ==
          Approx(-line.dot(orbit::geodetic_up(*place)) / line.norm()).margin(1e-7));
    CHECK(crossing->incidence_rad > std::abs(roll));
    CHECK(crossing->sun_elevation_rad ==
          Approx(sun_elevation_rad(january, *place, crossing->time)).margin(1e-12));
    CHECK_FALSE(find_crossing(trajectory, january, *place, t + 1s, t + 200s).has_value());
    CHECK_FALSE(find_crossing(trajectory, january, *place, t - 200s, t - 1s).has_value());
  }
}

TEST_CASE("positive roll looks to the right of the flight") {
  // Northbound over the equator: right is east.
  const KeplerTrajectory trajectory({7000e3, 0.0, 0.5 * std::numbers::pi, 1.0, 0.0, 0.0});
  const auto below = ground_point(trajectory, earth(), kStart, 0.0);
  const auto right = ground_point(trajectory, earth(), kStart, 0.4);
  const auto left = ground_point(trajectory, earth(), kStart, -0.4);
  REQUIRE((below && right && left));
  CHECK(right->longitude_rad > below->longitude_rad);
  CHECK(left->longitude_rad < below->longitude_rad);
  CHECK(std::abs(below->latitude_rad) < 1e-9);
  CHECK(right->height_m == 0.0);
  const auto itrf = earth().to_itrf(trajectory.state(kStart), orbit::Frame::teme, kStart);
  CHECK(distance_m(*below, {orbit::to_geodetic(itrf.r_m).latitude_rad,
                            orbit::to_geodetic(itrf.r_m).longitude_rad, 0.0}) < 1e-3);
  CHECK_FALSE(ground_point(trajectory, earth(), kStart, 1.3).has_value());
  CHECK_FALSE(ground_point(trajectory, earth(), kStart, 3.1).has_value());
}

TEST_CASE("a flyover answers for many points as a single search does") {
  const KeplerTrajectory trajectory({7060e3, 0.0015, 98.0 * kDegree, 1.0, 1.0, 0.0});
  const Flyover flyover(trajectory, earth(), kStart + 1000s, kStart + 1600s);
  std::size_t found = 0;
  for (double roll = -0.7; roll <= 0.7; roll += 0.1) {
    for (double s = 950.0; s < 1650.0; s += 10.0) {
      const auto place = ground_point(trajectory, earth(), at_s(s), roll);
      REQUIRE(place.has_value());
      const auto crossing = flyover.crossing(GroundPlace(*place));
      CAPTURE(roll, s);
      if (s < 999.99 || s > 1600.01) {
        CHECK_FALSE(crossing.has_value());
      } else if (s > 1000.01 && s < 1599.99) {
        REQUIRE(crossing.has_value());
        CHECK(std::abs(seconds_since_start(crossing->time) - s) < 1e-6);
        CHECK(std::abs(crossing->roll_rad - roll) < 1e-8);
        ++found;
      }
    }
  }
  CHECK(found > 800);
  CHECK_FALSE(
      Flyover(trajectory, earth(), kStart, kStart).crossing(GroundPlace(deg(0, 0))).has_value());
  // The far side of the Earth is in the crossing plane too, but not in sight.
  const auto below = ground_point(trajectory, earth(), at_s(1300.0), 0.0);
  const GroundPlace behind({-below->latitude_rad, below->longitude_rad + std::numbers::pi, 0.0});
  CHECK_FALSE(flyover.crossing(behind).has_value());
}

TEST_CASE("a flyover with a limit finds the same within it, and nothing beyond") {
  const KeplerTrajectory trajectory({7060e3, 0.0015, 98.0 * kDegree, 1.0, 1.0, 0.0});
  const Flyover all(trajectory, earth(), kStart + 1000s, kStart + 1600s);
  const double limit_rad = 0.4;
  const Flyover limited(trajectory, earth(), kStart + 1000s, kStart + 1600s,
                        SideLimit{limit_rad, 6.3567e6});
  std::size_t within = 0, beyond = 0;
  for (double roll = -0.7; roll <= 0.7; roll += 0.0171) {
    for (double s = 950.0; s < 1650.0; s += 10.0) {
      const auto place = ground_point(trajectory, earth(), at_s(s), roll);
      REQUIRE(place.has_value());
      const auto one = all.crossing(GroundPlace(*place)),
                 other = limited.crossing(GroundPlace(*place));
      CAPTURE(roll, s);
      if (!one || std::abs(one->roll_rad) > limit_rad) {
        CHECK_FALSE(other.has_value());
        beyond += one ? 1 : 0;
      } else {
        REQUIRE(other.has_value());
        CHECK(other->time == one->time);
        CHECK(other->roll_rad == one->roll_rad);
        CHECK(other->sun_elevation_rad == one->sun_elevation_rad);
        ++within;
      }
    }
  }
  CHECK(within > 2000);
  CHECK(beyond > 1500);
}

TEST_CASE("spans of seconds and of a whole revolution") {
  const KeplerTrajectory trajectory({7060e3, 0.0015, 98.0 * kDegree, 1.0, 1.0, 0.0});
  const auto place = ground_point(trajectory, earth(), at_s(3000.25), 0.3);
  REQUIRE(place.has_value());
  const auto brief = find_crossing(trajectory, earth(), *place, at_s(3000.0), at_s(3001.0));
  const auto whole = find_crossing(trajectory, earth(), *place, at_s(0.0), at_s(5900.0));
  REQUIRE((brief && whole));
  CHECK(std::abs(seconds_since_start(brief->time) - 3000.25) < 1e-6);
  CHECK(std::abs(seconds_since_start(whole->time) - 3000.25) < 1e-6);
}

TEST_CASE("a footprint is a strip of the ground track, with its corners in order") {
  const KeplerTrajectory trajectory({7060e3, 0.0, 98.0 * kDegree, 1.0, 0.0, 0.0});
  const Time begin = at_s(600.0), end = at_s(604.0);
  const auto corners = footprint(trajectory, earth(), begin, end, 0.2, 0.02);
  for (std::size_t i = 0; i < 4; ++i) {
    const bool at_end = i >= 2, right = i == 1 || i == 2;
    const auto expected =
        ground_point(trajectory, earth(), at_end ? end : begin, right ? 0.22 : 0.18);
    CHECK(distance_m(corners[i], *expected) < 1e-6);
  }
  // 4 s of flight over the ground, about 27 km; a swath of 0.04 rad from 690 km, about 29 km.
  CHECK(distance_m(corners[0], corners[3]) == Approx(27e3).epsilon(0.05));
  CHECK(distance_m(corners[0], corners[1]) == Approx(29.5e3).epsilon(0.05));
  // Seen from above, left to right to the end and back is a turn to the right (northbound).
  const double east = corners[1].longitude_rad - corners[0].longitude_rad;
  const double north = corners[3].latitude_rad - corners[0].latitude_rad;
  CHECK(east * north > 0.0);
  CHECK_THROWS_AS(footprint(trajectory, earth(), begin, end, 1.1, 0.1), Error);
}

TEST_CASE("the Sun stands in the zenith of its own sub-solar point") {
  const Vector3 sun = earth().sun_itrf_m(at_s(30000.0));
  const auto below = orbit::to_geodetic(sun);
  const orbit::Geodetic place{below.latitude_rad, below.longitude_rad, 0.0};
  CHECK(sun_elevation_rad(earth(), place, at_s(30000.0)) ==
        Approx(std::numbers::pi / 2.0).margin(1e-6));
  const orbit::Geodetic opposite{-below.latitude_rad, below.longitude_rad + std::numbers::pi, 0.0};
  CHECK(sun_elevation_rad(earth(), opposite, at_s(30000.0)) ==
        Approx(-std::numbers::pi / 2.0).margin(1e-6));
  CHECK(below.latitude_rad / kDegree == Approx(23.4).margin(0.1)); // solstice
}
