#include "access/contact_plan.hpp"
#include "access/horizon.hpp"
#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;

namespace {

HorizonMask hills() {
  return HorizonMask({{10 * kDegree, 2 * kDegree},
                      {60 * kDegree, 25 * kDegree},
                      {61 * kDegree, 3 * kDegree},
                      {170 * kDegree, 12 * kDegree},
                      {200 * kDegree, 50 * kDegree},
                      {230 * kDegree, -1 * kDegree},
                      {350 * kDegree, 20 * kDegree}});
}

} // namespace

TEST_CASE("a horizon is straight between its points and across north") {
  const auto mask = hills();
  CHECK(mask.elevation_rad(10 * kDegree) == Approx(2 * kDegree));
  CHECK(mask.elevation_rad(35 * kDegree) == Approx(13.5 * kDegree));
  CHECK(mask.elevation_rad(0.0) == Approx(11 * kDegree));
  CHECK(mask.elevation_rad(355 * kDegree) == Approx(15.5 * kDegree));
  CHECK(mask.least_rad() == Approx(-1 * kDegree));
  CHECK(mask.greatest_rad() == Approx(50 * kDegree));
  CHECK(mask.steepest() == Approx(22.0));
  CHECK(HorizonMask({{1.0, 0.2}}).elevation_rad(5.0) == Approx(0.2));
  CHECK_THROWS_AS(HorizonMask({{1.0, 0.2}, {1.0, 0.3}}), Error);
  CHECK_THROWS_AS(HorizonMask({{1.0, 1.57}}), Error);
}

TEST_CASE("passes above a horizon by azimuth are those of dense samples") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  std::size_t passes = 0, level_passes = 0;
  for (const auto& elements : {KeplerTrajectory::Elements{7000e3, 0.001, 1.7, 0.3, 0.5, 0.1},
                               KeplerTrajectory::Elements{26560e3, 0.7, 1.1, 1.0, 4.7, 0.0}}) {
    const KeplerTrajectory trajectory(elements);
    for (const double least_deg : {0.0, 5.0}) {
      const Site site{deg(67.9, 21.1, 500.0), least_deg * kDegree, hills()};
      const auto contacts = find_station_contacts(trajectory, earth, site, kStart, kStart + 24h);
      passes += contacts.size();
      level_passes +=
          find_station_contacts(trajectory, earth, {site.place, site.least_elevation_rad, {}},
                                kStart, kStart + 24h)
              .size();
      std::size_t next = 0, wrong = 0;
      for (Time t = kStart; t <= kStart + 24h; t += 200ms) {
        const auto look = orbit::look_angles(
            site.place, earth.to_itrf(trajectory.state(t), orbit::Frame::teme, t));
        const bool in_view = look.elevation_rad >= site.least_elevation_rad &&
                             look.elevation_rad >= site.mask.elevation_rad(look.azimuth_rad);
        while (next < contacts.size() && contacts[next].window.end < t) {
          ++next;
        }
        const bool found = next < contacts.size() && contacts[next].window.begin <= t;
        wrong += found != in_view ? 1 : 0;
      }
      CAPTURE(elements.semi_major_axis_m, least_deg);
      CHECK(wrong == 0);
    }
  }
  CHECK(passes > level_passes);
}

TEST_CASE("a level horizon is a least elevation, and one below it changes nothing") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const KeplerTrajectory trajectory({7000e3, 0.001, 1.7, 0.3, 0.5, 0.1});
  const auto place = deg(40.0, 30.0, 500.0);
  const auto plain =
      find_station_contacts(trajectory, earth, {place, 10 * kDegree, {}}, kStart, kStart + 24h);
  const auto level = find_station_contacts(
      trajectory, earth, {place, 0.0, HorizonMask({{0.0, 10 * kDegree}})}, kStart, kStart + 24h);
  const auto low = find_station_contacts(
      trajectory, earth,
      {place, 10 * kDegree, HorizonMask({{0.0, 3 * kDegree}, {1.0, 9 * kDegree}})}, kStart,
      kStart + 24h);
  REQUIRE(plain.size() >= 3);
  REQUIRE(level.size() == plain.size());
  REQUIRE(low.size() == plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    CHECK(std::abs(to_seconds(level[i].window.begin - plain[i].window.begin)) < 3e-6);
    CHECK(std::abs(to_seconds(level[i].window.end - plain[i].window.end)) < 3e-6);
    CHECK(low[i].window == plain[i].window);
  }
}
