#include "link/tracking/geo_arc.hpp"
#include "link/tracking/keyhole.hpp"
#include "link/tracking/mount_config.hpp"
#include "link/tracking/sight_windows.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

Time at(double seconds) {
  return kStart + round_seconds(seconds);
}

MountConfig mount(double azimuth_deg_s, double elevation_deg_s) {
  MountConfig c;
  c.azimuth_rate_rad_s = azimuth_deg_s * kDegree;
  c.elevation_rate_rad_s = elevation_deg_s * kDegree;
  return c;
}

constexpr double kHeight_m = 550e3, kSpeed_m_s = 7000.0, kMiddle_s = 200.0;

/// Northwards over a plane, `miss_m` to the east of the site, nearest at kMiddle_s.
LineOfSight straight(double miss_m, Time t) {
  const double north_m = kSpeed_m_s * (seconds_since_start(t) - kMiddle_s);
  const double ground_m = std::hypot(north_m, miss_m);
  LineOfSight line;
  line.range_m = std::hypot(ground_m, kHeight_m);
  line.elevation_rad = std::atan2(kHeight_m, ground_m);
  line.azimuth_rad = std::atan2(miss_m, north_m);
  line.speed_m_s = kSpeed_m_s;
  return line;
}

std::vector<Interval> keyholes_of(double miss_m, const MountConfig& c) {
  return keyholes(
      c, [miss_m](Time t) { return straight(miss_m, t); }, at(0), at(400));
}

double s(Time t) {
  return seconds_since_start(t);
}

} // namespace

TEST_CASE("Right over the zenith a mount of 3 deg/s loses a minute") {
  // Half a turn at once: 180 deg / 3 deg/s.
  const auto lost = keyholes_of(0.0, mount(3.0, 3.0));
  REQUIRE(lost.size() == 1);
  CHECK(s(lost[0].begin) == Approx(kMiddle_s).margin(1e-4));
  CHECK(s(lost[0].end) == Approx(kMiddle_s + 60.0).margin(1e-4));
}

TEST_CASE("A keyhole begins where the azimuth runs away, and ends where the antenna is back") {
  // (v/c) / (1 + (v t / c)^2) is 3 deg/s 9.2411 s before the middle; atan(v t / c) has grown by
  // 3 deg/s times the time since then 34.2667 s after it.
  const auto lost = keyholes_of(50e3, mount(3.0, 3.0));
  REQUIRE(lost.size() == 1);
  CHECK(s(lost[0].begin) == Approx(kMiddle_s - 9.2411).margin(1e-3));
  CHECK(s(lost[0].end) == Approx(kMiddle_s + 34.2667).margin(1e-3));
  // The same on the other side, where the azimuth falls.
  const auto west = keyholes_of(-50e3, mount(3.0, 3.0));
  REQUIRE(west.size() == 1);
  CHECK(s(west[0].end) == Approx(kMiddle_s + 34.2667).margin(1e-3));
  // 7000 / 140000 rad/s is 2.86 deg/s at most.
  CHECK(keyholes_of(140e3, mount(3.0, 3.0)).empty());
  CHECK(keyholes_of(130e3, mount(3.0, 3.0)).size() == 1);
  // The elevation's rate counts, too: 7000 / 550000 rad/s, 0.729 deg/s at the zenith.
  CHECK(keyholes_of(300e3, mount(3.0, 1.0)).empty());
  CHECK_FALSE(keyholes_of(300e3, mount(3.0, 0.2)).empty());
}

TEST_CASE("Slews take the longer axis the shorter way around") {
  const Direction low{10.0 * kDegree, 5.0 * kDegree};
  const Direction high{350.0 * kDegree, 65.0 * kDegree};
  CHECK(to_seconds(mount(2.0, 2.0).slew_time(low, high)) == Approx(30.0)); // elevation
  CHECK(to_seconds(mount(0.5, 4.0).slew_time(low, high)) == Approx(40.0)); // 20 deg of azimuth
  auto slow = mount(2.0, 20.0);
  slow.azimuth_acceleration_rad_s2 = 1.0 * kDegree;
  // 20 deg at 2 deg/s, and 2 s to gain and lose it; 1 deg never reaches it: 2 sqrt(1 / 1) s.
  CHECK(to_seconds(slow.slew_time(low, high)) == Approx(12.0));
  CHECK(to_seconds(slow.slew_time(low, {11.0 * kDegree, 5.0 * kDegree})) == Approx(2.0));
  CHECK(slow.slew_time(low, low) == Duration::zero());
}

TEST_CASE("The geostationary arc lies where the satellites on it are seen") {
  // Azerspace-1 at 46 deg east from Absheron: elevation 43.1 deg, azimuth 185.4 deg.
  const GeoArc baku({40.47 * kDegree, 49.49 * kDegree, 400.0});
  CHECK(baku.separation_rad({185.4 * kDegree, 43.1 * kDegree}) < 0.05 * kDegree);
  // Above the arc on the meridian the nearest point is right below, nearly.
  CHECK(baku.separation_rad({185.4 * kDegree, 53.1 * kDegree}) ==
        Approx(10.0 * kDegree).margin(0.1 * kDegree));
  CHECK(baku.separation_rad({0.0, 10.0 * kDegree}) > 60.0 * kDegree);
  // On the equator it goes through the zenith from east to west.
  const GeoArc equator({0.0, 0.5, 0.0});
  CHECK(equator.separation_rad({1.0, 90.0 * kDegree}) < 1e-6);
  CHECK(equator.separation_rad({0.0, 60.0 * kDegree}) == Approx(30.0 * kDegree).margin(1e-6));
  CHECK(equator.separation_rad({90.0 * kDegree, 20.0 * kDegree}) < 1e-6);
  // Beyond 81.3 deg of latitude nothing of it is seen.
  CHECK(GeoArc({85.0 * kDegree, 0.0, 0.0}).separation_rad({0.0, 0.5}) == Approx(std::numbers::pi));
}

TEST_CASE("No grazed interval is missed, and its ends are the function's") {
  // Right through a circle of 1 deg around the point 30 deg north of the zenith.
  const auto clearance = [](double limit_deg) {
    return [limit_deg](Time t) {
      const LineOfSight line = straight(1.0, t);
      const double north = s(t) < kMiddle_s ? -1.0 : 1.0;
      const double from_zenith = std::numbers::pi / 2.0 - line.elevation_rad;
      return Clearance{std::abs(north * from_zenith - 30.0 * kDegree) - limit_deg * kDegree,
                       line.range_m, line.speed_m_s};
    };
  };
  const auto inside = inside_intervals(clearance(1.0), at(0), at(400));
  REQUIRE(inside.size() == 1);
  const auto when = [](double degrees) {
    return kMiddle_s + kHeight_m * std::tan(degrees * kDegree) / kSpeed_m_s;
  };
  CHECK(s(inside[0].begin) == Approx(when(29.0)).margin(3e-6));
  CHECK(s(inside[0].end) == Approx(when(31.0)).margin(3e-6));
  CHECK(inside_intervals(clearance(0.01), at(0), at(400)).size() == 1);
  // Clipped at both ends, and nothing of nothing.
  CHECK(inside_intervals(clearance(90.0), at(240), at(250)).size() == 1);
  CHECK(inside_intervals(clearance(90.0), at(240), at(240)).empty());
}
