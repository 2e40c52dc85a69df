#include "access/strip.hpp"
#include "access/track.hpp"
#include "mission/chance.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>

#include "support/circular_orbit.hpp"

using namespace urker;
using namespace urker::mission;

namespace {

constexpr double kDegree = 3.14159265358979323846 / 180.0;
const Time kEnd = kStart + std::chrono::minutes(20);

const orbit::Earth& earth() {
  static const orbit::Earth instance(Epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0}), kStart, kEnd,
                                     orbit::EarthOrientationModel::gmst);
  return instance;
}

/// Points up to 3.5 deg around the ground point under the satellite at ten minutes.
std::vector<access::GroundPlace> field(const orbit::Trajectory& trajectory) {
  const auto below =
      access::ground_point(trajectory, earth(), kStart + std::chrono::minutes(10), 0);
  REQUIRE(below);
  std::vector<access::GroundPlace> points;
  for (int i = -7; i <= 7; ++i) {
    for (int j = -7; j <= 7; ++j) {
      points.emplace_back(orbit::Geodetic{below->latitude_rad + 0.5 * i * kDegree,
                                          below->longitude_rad + 0.5 * j * kDegree, 0.0});
    }
  }
  return points;
}

} // namespace

TEST_CASE("the looks of a chance are the crossings within the limits, in order of time") {
  const test::CircularOrbit trajectory(600e3, 97.8 * kDegree, 40.0 * kDegree);
  const auto points = field(trajectory);
  const access::Window window{kStart + std::chrono::minutes(7), kStart + std::chrono::minutes(13)};
  const ViewLimits limits{20.0 * kDegree, -90.0 * kDegree};
  const Chance chance = find_chance(trajectory, earth(), window, points, limits);
  std::set<std::uint64_t> seen;
  Time last = kStart;
  for (const auto& look : chance.looks) {
    CHECK(look.time >= last);
    last = look.time;
    CHECK(seen.insert(look.cell).second);
    const auto crossing = access::find_crossing(trajectory, earth(), points[look.cell].place,
                                                window.begin, window.end);
    REQUIRE(crossing);
    CHECK(std::abs(to_seconds(crossing->time - look.time)) < 1e-5);
    CHECK(look.roll_rad == Approx(crossing->roll_rad).margin(1e-8));
    CHECK(std::abs(look.roll_rad) <= limits.greatest_off_nadir_rad);
    CHECK(look.range_m > 590e3);
  }
  for (std::uint64_t i = 0; i < points.size(); ++i) {
    const auto crossing =
        access::find_crossing(trajectory, earth(), points[i].place, window.begin, window.end);
    const bool within = crossing && std::abs(crossing->roll_rad) <= limits.greatest_off_nadir_rad;
    CHECK(seen.count(i) == (within ? 1U : 0U));
  }
  CHECK(seen.size() > 30);
  CHECK(seen.size() < points.size());
  CHECK(chance.ground_speed_m_s == Approx(6900.0).margin(300.0));
}

TEST_CASE("cells in the dark are no looks") {
  const test::CircularOrbit trajectory(600e3, 97.8 * kDegree, 40.0 * kDegree);
  const auto points = field(trajectory);
  const access::Window window{kStart + std::chrono::minutes(7), kStart + std::chrono::minutes(13)};
  const auto count = [&](double least_sun_rad) {
    return find_chance(trajectory, earth(), window, points, {30.0 * kDegree, least_sun_rad})
        .looks.size();
  };
  const double sun_rad =
      access::sun_elevation_rad(earth(), points[points.size() / 2].place, window.begin);
  CHECK(count(-90.0 * kDegree) > 100);
  CHECK(count(sun_rad + 6.0 * kDegree) == 0);
  CHECK(count(sun_rad - 6.0 * kDegree) == count(-90.0 * kDegree));
}

namespace {

/// A satellite over an area for a day.
struct Day {
  test::CircularOrbit trajectory{650e3, 98.0 * kDegree, 310.0 * kDegree};
  Time end = kStart + std::chrono::hours(24);
  orbit::Earth earth{Epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0}), kStart, end,
                     orbit::EarthOrientationModel::gmst};
  access::AreaTarget target{
      {42.0 * kDegree, 50.0 * kDegree, 0.0}, 8.0 * kDegree, 30.0 * kDegree, -90.0 * kDegree};
};

const Day& a_day() {
  static const Day day;
  return day;
}

} // namespace

TEST_CASE("windows of chances found in steps are those found at once") {
  const auto& [trajectory, end, day, target] = a_day();
  const auto windows_to = [](ChanceWindows& windows, Time until) {
    const Day& d = a_day();
    return windows.advance(access::Track(d.trajectory, d.earth, windows.known_until(), until));
  };
  ChanceWindows at_once(target, {kStart, end, true, true});
  const auto all = windows_to(at_once, end);
  REQUIRE(all.size() >= 3);

  // Ends of the steps in the middle of a window, so that it is cut there.
  ChanceWindows in_steps(target, {kStart, end, true, true});
  std::vector<access::Window> found;
  const auto go_to = [&](Time until) {
    for (const auto& window : windows_to(in_steps, until)) {
      CHECK(window.end <= until);
      found.push_back(window);
    }
  };
  for (const auto& window : all) {
    go_to(window.begin + (window.end - window.begin) / 2);
  }
  go_to(end);
  REQUIRE(found.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(std::abs(to_seconds(found[i].begin - all[i].begin)) < 1e-3);
    CHECK(std::abs(to_seconds(found[i].end - all[i].end)) < 1e-3);
  }
}

TEST_CASE("a window is cut where the service begins and ends") {
  const auto& [trajectory, end, day, target] = a_day();
  const access::Track track(trajectory, day, kStart, end);
  const auto whole = ChanceWindows(target, {kStart, end, true, true}).advance(track);
  REQUIRE(whole.size() >= 2);
  const auto middle = [](const access::Window& w) { return w.begin + (w.end - w.begin) / 2; };
  const Time from = middle(whole[0]), until = middle(whole[1]);
  const auto cut = ChanceWindows(target, {from, until, true, true})
                       .advance(access::Track(trajectory, day, from, until));
  REQUIRE(cut.size() == 2);
  CHECK(cut[0].begin == from);
  CHECK(cut[1].end == until);
}
