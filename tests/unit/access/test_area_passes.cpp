#include "access/area.hpp"
#include "access/contact_plan.hpp"
#include "access/strip.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <algorithm>
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

/// Off-nadir angle of a place from the satellite, and whether it sees the satellite.
struct View {
  double off_nadir_rad;
  bool in_sight;
};
View view(const orbit::State& itrf, const orbit::Geodetic& place) {
  const Vector3 line = orbit::to_itrf_m(place) - itrf.r_m;
  const Vector3 nadir = -orbit::geodetic_up(orbit::to_geodetic(itrf.r_m));
  return {std::atan2(line.cross(nadir).norm(), line.dot(nadir)),
          line.dot(orbit::geodetic_up(place)) < 0.0};
}

/// Whether some point on the rim or inside of the cap is in reach, by trying many.
bool any_in_reach(const orbit::State& itrf, const AreaTarget& target) {
  const Vector3 centre = orbit::to_itrf_m(target.centre).normalized();
  const Vector3 e1 = centre.unitOrthogonal(), e2 = centre.cross(e1);
  for (int ring = 0; ring <= 4; ++ring) {
    const double radius = target.radius_rad * ring / 4.0;
    for (int k = 0; k < 90; ++k) {
      const double angle = 2.0 * std::numbers::pi * k / 90;
      const Vector3 direction = std::cos(radius) * centre +
                                std::sin(radius) * (std::cos(angle) * e1 + std::sin(angle) * e2);
      auto place = orbit::to_geodetic(direction * orbit::kEarthEquatorialRadius_m);
      place.height_m = 0.0;
      const auto v = view(itrf, place);
      if (v.in_sight && v.off_nadir_rad <= target.greatest_off_nadir_rad) {
        return true;
      }
    }
  }
  return false;
}

bool covered(const std::vector<AreaPass>& passes, Time t) {
  return std::any_of(passes.begin(), passes.end(),
                     [t](const AreaPass& p) { return p.window.begin <= t && t <= p.window.end; });
}

} // namespace

TEST_CASE("an area's passes hold every chance to image it, and little more") {
  const Earth earth(midsummer_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  AreaTarget target{deg(41.0, 45.0), 0.05, 30.0 * kDegree, 15.0 * kDegree};
  for (const auto& elements :
       {KeplerTrajectory::Elements{7060e3, 0.0015, 98.0 * kDegree, 1.0, 1.0, 0.0},
        KeplerTrajectory::Elements{12000e3, 0.4, 63.4 * kDegree, 1.0, 4.0, 0.0}}) {
    const KeplerTrajectory trajectory(elements);
    const Track track(trajectory, earth, kStart, kStart + 24h);
    const auto passes = find_area_passes(track, target, kStart, kStart + 24h);
    CHECK(!passes.empty());
    int chances = 0, covered_for_nothing = 0;
    for (Time t = kStart; t <= kStart + 24h; t += 10s) {
      const auto itrf = earth.to_itrf(trajectory.state(t), orbit::Frame::teme, t);
      const bool light = sun_elevation_rad(earth, target.centre, t) >=
                         target.least_sun_elevation_rad - target.radius_rad;
      const bool chance = light && any_in_reach(itrf, target);
      const bool in_pass = covered(passes, t);
      chances += chance ? 1 : 0;
      covered_for_nothing += in_pass && !chance ? 1 : 0;
      if (chance && !in_pass) {
        FAIL("missed at " << seconds_since_start(t) << " s");
      }
    }
    CAPTURE(elements.eccentricity, chances);
    CHECK(chances > 10);
    CHECK(covered_for_nothing <= (elements.eccentricity < 0.01 ? 0.1 : 0.3) * chances + 4);
  }
}

TEST_CASE("an imager that reaches to the horizon sees an area from a geostationary orbit") {
  const Earth earth(midsummer_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const KeplerTrajectory trajectory({42164.17e3, 0.0, 0.0, 0.0, 0.0, 2.0});
  const auto below =
      orbit::to_geodetic(earth.to_itrf(trajectory.state(kStart), orbit::Frame::teme, kStart).r_m);
  const AreaTarget near{{0.6, below.longitude_rad, 0.0}, 0.02, 20.0 * kDegree, -90.0 * kDegree};
  const AreaTarget far{
      {0.6, below.longitude_rad + 2.0, 0.0}, 0.02, 20.0 * kDegree, -90.0 * kDegree};
  const auto always = find_area_passes(trajectory, earth, near, kStart, kStart + 24h);
  REQUIRE(always.size() == 1);
  CHECK(always[0].window == Window{kStart, kStart + 24h, true, true});
  CHECK(find_area_passes(trajectory, earth, far, kStart, kStart + 24h).empty());
  // With daylight asked for, once a day.
  AreaTarget by_day = near;
  by_day.least_sun_elevation_rad = 10.0 * kDegree;
  const auto days = find_area_passes(trajectory, earth, by_day, kStart, kStart + 24h);
  REQUIRE(!days.empty());
  CHECK(days.size() <= 2);
  for (const auto& day : days) {
    const double limit = by_day.least_sun_elevation_rad - by_day.radius_rad;
    if (!day.window.begin_clipped) {
      CHECK(sun_elevation_rad(earth, by_day.centre, day.window.begin) ==
            Approx(limit).margin(1e-9));
    }
    if (!day.window.end_clipped) {
      CHECK(sun_elevation_rad(earth, by_day.centre, day.window.end) == Approx(limit).margin(1e-9));
    }
  }
}

TEST_CASE("no pass in the polar night") {
  const Earth earth(midsummer_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const KeplerTrajectory trajectory({7060e3, 0.0015, 98.0 * kDegree, 1.0, 1.0, 0.0});
  const AreaTarget south{deg(-80.0, 0.0), 0.05, 30.0 * kDegree, 5.0 * kDegree};
  CHECK(find_area_passes(trajectory, earth, south, kStart, kStart + 24h).empty());
  AreaTarget at_night = south;
  at_night.least_sun_elevation_rad = -90.0 * kDegree;
  CHECK(find_area_passes(trajectory, earth, at_night, kStart, kStart + 24h).size() > 5);
}
