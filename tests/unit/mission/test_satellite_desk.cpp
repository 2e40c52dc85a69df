#include "mission/satellite_desk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

#include "support/circular_orbit.hpp"

using namespace urker;
using namespace urker::mission;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr double kDegree = 3.14159265358979323846 / 180.0;
const Time kEnd = kStart + hours(24);

const orbit::Earth& earth() {
  static const orbit::Earth instance(Epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0}), kStart, kEnd,
                                     orbit::EarthOrientationModel::gmst);
  return instance;
}

const access::CellGrid& grid() {
  static const access::CellGrid cells(50e3);
  return cells;
}

protocol::Pass pass(std::uint32_t station, std::int64_t aos_min, std::int64_t los_min) {
  return {3, station, kStart + minutes(aos_min), kStart + minutes(los_min)};
}

PlannedSatellite satellite() {
  PlannedSatellite result;
  result.index = 3;
  result.name = "imece";
  result.trajectory = std::make_shared<test::CircularOrbit>(650e3, 98.0 * kDegree, 310.0 * kDegree);
  result.service = {kStart, kEnd, true, true};
  result.imager.swath_m = 60e3;
  result.imager.reference_altitude_m = 650e3;
  result.imager.channels["pan"] = {.gsd_m = 2.0, .bands = 1, .bit_depth = 10};
  result.imager.greatest_off_nadir_rad = 30.0 * kDegree;
  result.imager.least_sun_elevation_rad = -90.0 * kDegree;
  result.storage_bits = 100e9;
  // 100 Mbit/s, but for the first three minutes over station 0.
  result.downlink_bits = [](const protocol::Pass& pass, Time begin) {
    const Time usable = pass.station == 0 ? kStart + minutes(13) : kStart;
    return 100e6 * std::max(0.0, to_seconds(pass.los - std::max(begin, usable)));
  };
  return result;
}

/// Told of five passes.
SatelliteDesk desk_with_passes() {
  SatelliteDesk desk(satellite());
  for (const auto& p : {pass(0, 10, 20), pass(1, 50, 60), pass(0, 100, 110), pass(2, 150, 160),
                        pass(0, 200, 210)}) {
    desk.expect(p);
  }
  return desk;
}

SatelliteDesk::Access standing(const protocol::Pass& c) {
  return c.station == 0   ? SatelliteDesk::Access::own
         : c.station == 1 ? SatelliteDesk::Access::guest
                          : SatelliteDesk::Access::none;
}

protocol::ImagingTask task(std::int64_t begin_min) {
  protocol::ImagingTask result;
  result.begin = kStart + minutes(begin_min);
  result.end = result.begin + minutes(1);
  return result;
}

} // namespace

TEST_CASE("each pass is asked for once, over stations that are open") {
  SatelliteDesk desk = desk_with_passes();
  const auto first = desk.ask(kStart + minutes(10), kStart + minutes(150), standing);
  REQUIRE(first.size() == 2); // not the one that begins at once, nor the closed station's
  CHECK(first[0].aos == kStart + minutes(50));
  CHECK(first[0].satellite == 3);
  CHECK(first[1].aos == kStart + minutes(100));
  const auto second = desk.ask(kStart + minutes(70), kStart + minutes(300), standing);
  REQUIRE(second.size() == 1);
  CHECK(second[0].aos == kStart + minutes(200));
}

TEST_CASE("a pass is asked for by what brings down more in it") {
  using protocol::LinkMedium;
  PlannedSatellite planned = satellite();
  planned.media = [](std::uint32_t station) {
    return station == 1 ? std::vector{LinkMedium::optical}
                        : std::vector{LinkMedium::radio, LinkMedium::optical};
  };
  planned.downlink_bits = [](const protocol::Pass& pass, Time) {
    const bool late = pass.aos > kStart + minutes(100);
    return pass.medium == LinkMedium::optical ? (late ? 2e9 : 1e9) : 1.5e9;
  };
  SatelliteDesk desk(std::move(planned));
  for (const auto& p : {pass(0, 10, 20), pass(1, 50, 60), pass(0, 200, 210)}) {
    desk.expect(p);
  }
  const auto asked = desk.ask(kStart, kStart + minutes(300), standing);
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].medium == LinkMedium::radio);
  CHECK(asked[1].medium == LinkMedium::optical); // no other
  CHECK(asked[2].medium == LinkMedium::optical);
}

TEST_CASE("granted passes are found by time") {
  SatelliteDesk desk = desk_with_passes();
  const auto passes = desk.ask(kStart, kStart + minutes(300), standing);
  REQUIRE(passes.size() == 4);
  desk.grant(passes[3]);
  desk.grant(passes[0]);
  REQUIRE(desk.next_pass(kStart) != nullptr);
  CHECK(desk.next_pass(kStart)->aos == kStart + minutes(10));
  CHECK(desk.next_pass(kStart + minutes(10))->aos == kStart + minutes(200));
  CHECK(desk.next_pass(kStart + minutes(200)) == nullptr);
  CHECK(desk.passes_since(kStart + minutes(19)).size() == 2);
  CHECK(desk.passes_since(kStart + minutes(20)).size() == 1);
}

TEST_CASE("a new plan gives up what the satellite will not have done by then") {
  SatelliteDesk desk(satellite());
  desk.add_task(task(30), 10e9);
  desk.add_task(task(90), 20e9);
  desk.add_task(task(150), 40e9);
  const auto outlook = desk.outlook(kStart + minutes(60), kStart + minutes(120), kEnd);
  REQUIRE(outlook.fixed.size() == 2);
  CHECK(outlook.fixed[1].begin == kStart + minutes(90));
  CHECK(desk.tasks().size() == 2);
  CHECK(outlook.storage.stored_at(kStart + minutes(60)) == 10e9);
  CHECK(outlook.storage.stored_at(kStart + minutes(121)) == 30e9);
  CHECK(outlook.storage.stored_at(kEnd) == 30e9);
}

TEST_CASE("the book carries the filling from plan to plan, passes included") {
  SatelliteDesk desk = desk_with_passes();
  for (const auto& pass : desk.ask(kStart, kStart + minutes(300), standing)) {
    desk.grant(pass); // 60 Gbit each, the first 42 Gbit
  }
  desk.add_task(task(30), 80e9);
  desk.add_task(task(90), 30e9);
  auto outlook = desk.outlook(kStart + minutes(40), kStart + minutes(400), kEnd);
  CHECK(outlook.storage.stored_at(kStart + minutes(40)) == 80e9);
  CHECK(outlook.storage.stored_at(kStart + minutes(61)) == 20e9);
  outlook = desk.outlook(kStart + minutes(95), kStart + minutes(400), kEnd);
  CHECK(outlook.storage.stored_at(kStart + minutes(95)) == 50e9);
  CHECK(outlook.storage.stored_at(kStart + minutes(111)) == 0.0);
}

TEST_CASE("tasks that are over are retired once") {
  SatelliteDesk desk(satellite());
  desk.add_task(task(30), 1.0);
  desk.add_task(task(90), 1.0);
  CHECK(desk.retire(kStart + minutes(31)).empty());
  const auto retired = desk.retire(kStart + minutes(32));
  REQUIRE(retired.size() == 1);
  CHECK(retired[0].satellite == "imece");
  CHECK(desk.tasks().size() == 1);
  CHECK(desk.retire(kStart + minutes(32)).empty());
}

TEST_CASE("of a chance only the window is kept, and what lies in it is found again") {
  CampaignConfig config;
  config.least_sun_elevation_rad = -90.0 * kDegree;
  const auto corner = [](double latitude, double longitude) {
    return orbit::Geodetic{latitude * kDegree, longitude * kDegree, 0.0};
  };
  const Coverage coverage(
      "corridor", config,
      access::make_area({corner(38, 40), corner(38, 60), corner(46, 60), corner(46, 40)}, grid()),
      grid());
  const ViewLimits limits = view_limits(config, satellite().imager);
  const access::Track track(*satellite().trajectory, earth(), kStart, kEnd);
  std::vector<access::Window> windows =
      ChanceWindows({coverage.area().cap_centre, coverage.area().cap_radius_rad,
                     limits.greatest_off_nadir_rad, limits.least_sun_elevation_rad},
                    satellite().service)
          .advance(track);
  REQUIRE(windows.size() >= 3);
  SatelliteDesk desk(satellite());
  for (const auto& window : windows) {
    desk.expect("corridor",
                find_chance(*satellite().trajectory, earth(), window, coverage.centres(), limits));
  }
  CHECK(desk.chances("shelf").empty());

  SatelliteDesk restored(satellite());
  const Bytes state = pack(desk);
  Reader reader(state);
  reader(restored);
  const std::map<std::string, const Coverage*> campaigns{{"corridor", &coverage}};
  for (auto* one : {&desk, &restored}) {
    one->look_over(campaigns, earth(), windows[0].end + minutes(1));
    REQUIRE(one->chances("corridor").size() == windows.size() - 1);
    CHECK(one->chances("corridor")[0].window.begin == windows[1].begin);
  }
  std::size_t looks = 0;
  for (std::size_t i = 0; i + 1 < windows.size(); ++i) {
    const Chance &a = desk.chances("corridor")[i], &b = restored.chances("corridor")[i];
    CHECK(a.ground_speed_m_s == b.ground_speed_m_s);
    CHECK(a.looks.size() == b.looks.size());
    looks += a.looks.size();
  }
  CHECK(looks > 100);
}

TEST_CASE("a burn counts from when it was decided") {
  PlannedSatellite planned = satellite();
  planned.first_turn = minutes(4);
  planned.commitments = {{kStart + hours(6), {kStart + hours(8), kStart + hours(9)}},
                         {kStart + hours(12), {kStart + hours(13), kStart + hours(14)}}};
  SatelliteDesk desk(std::move(planned));
  const auto busy = [&desk](int now_h) {
    return desk.outlook(kStart + hours(now_h), kStart + hours(now_h) + minutes(20), kEnd).busy;
  };
  REQUIRE(busy(5).size() == 1); // the turn when the plan comes
  CHECK(busy(5)[0].end - busy(5)[0].begin == minutes(4));
  REQUIRE(busy(6).size() == 2);
  CHECK(busy(6)[1].begin == kStart + hours(8));
  CHECK(busy(11).size() == 1); // over
  CHECK(busy(12).size() == 2);
}
