#include "access/contact_plan.hpp"
#include "base/error.hpp"
#include "base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "fixtures.hpp"
#include "reference_contacts.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;

namespace {

double elevation_rad(const orbit::Trajectory& trajectory, const Earth& earth, const Site& site,
                     Time t) {
  return orbit::look_angles(site.place, earth.to_itrf(trajectory.state(t), trajectory.frame(), t))
      .elevation_rad;
}

bool covered(const std::vector<StationContact>& contacts, Time t) {
  return std::any_of(contacts.begin(), contacts.end(), [t](const StationContact& c) {
    return c.window.begin <= t && t <= c.window.end;
  });
}

} // namespace

TEST_CASE("passes agree with a brute-force search for twelve real satellites") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const auto satellites = read_elements("satellites.csv");
  const auto sites = read_csv("access/sites.csv");
  auto truth = read_csv("access/windows.csv");
  std::size_t next = 0;
  double worst_s = 0.0, worst_culmination_s = 0.0;
  for (std::size_t i = 0; i < satellites.size(); ++i) {
    const orbit::Sgp4Trajectory trajectory(satellites[i], epoch_2022());
    for (std::size_t k = 0; k < sites.size(); ++k) {
      const auto& row = sites[k];
      const Site site{deg(std::stod(row.at("latitude_deg")), std::stod(row.at("longitude_deg")),
                          std::stod(row.at("height_m"))),
                      std::stod(row.at("least_elevation_deg")) * kDegree};
      for (const auto& c : find_station_contacts(trajectory, earth, site, kStart, kStart + 24h)) {
        CAPTURE(i, k, seconds_since_start(c.window.begin));
        REQUIRE(next < truth.size());
        auto& expected = truth[next++];
        REQUIRE(expected["satellite"] == std::to_string(i));
        REQUIRE(expected["site"] == std::to_string(k));
        CHECK(c.window.begin_clipped == (expected["aos_clipped"] == "1"));
        CHECK(c.window.end_clipped == (expected["los_clipped"] == "1"));
        const double aos_error = seconds_since_start(c.window.begin) - std::stod(expected["aos_s"]);
        const double los_error = seconds_since_start(c.window.end) - std::stod(expected["los_s"]);
        worst_s = std::max({worst_s, std::abs(aos_error), std::abs(los_error)});
        CHECK(c.greatest_elevation_rad / kDegree ==
              Approx(std::stod(expected["greatest_elevation_deg"])).margin(2e-7));
        worst_culmination_s =
            std::max(worst_culmination_s, std::abs(seconds_since_start(c.culmination) -
                                                   std::stod(expected["culmination_s"])));
      }
    }
  }
  CHECK(next == truth.size());
  CHECK(worst_s < 1e-5);
  // The reference gives the elevation to 1e-7 deg, which a slow satellite keeps for that long.
  CHECK(worst_culmination_s < 0.1);
}

TEST_CASE("a week of passes in real frames agrees with Orekit") {
  const Epoch epoch(CalendarTime{2024, 3, 10, 6, 0, 0.0});
  const Time end = kStart + 24h * 7;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::standard);
  const orbit::Sgp4Trajectory trajectory(read_elements("leo_week_satellite.csv").at(0), epoch);
  const std::map<std::string, orbit::Geodetic> places{{"kiruna", deg(67.857128, 20.964325, 402.2)},
                                                      {"kourou", deg(5.251440, -52.804640, 10.5)},
                                                      {"tokyo", deg(35.710000, 139.489000, 90.0)}};
  auto truth = read_csv("access/leo_week_events.csv");
  double worst_s = 0.0, worst_azimuth_deg = 0.0;
  std::size_t passes = 0;
  for (const auto& [name, place] : places) {
    for (const int least_deg : {5, 10}) {
      const auto object = name + "/" + std::to_string(least_deg);
      std::vector<CsvRow> rises, sets;
      for (const auto& row : truth) {
        if (row.at("object") == object) {
          (row.at("event") == "aos" ? rises : sets).push_back(row);
        }
      }
      const auto contacts =
          find_station_contacts(trajectory, earth, {place, least_deg * kDegree}, kStart, end);
      CAPTURE(object);
      REQUIRE(contacts.size() == rises.size());
      REQUIRE(contacts.size() == sets.size());
      for (std::size_t i = 0; i < contacts.size(); ++i, ++passes) {
        const auto& c = contacts[i];
        worst_s = std::max(
            {worst_s, std::abs(seconds_since_start(c.window.begin) - std::stod(rises[i]["t_s"])),
             std::abs(seconds_since_start(c.window.end) - std::stod(sets[i]["t_s"]))});
        worst_azimuth_deg =
            std::max({worst_azimuth_deg,
                      std::abs(c.aos_azimuth_rad / kDegree - std::stod(rises[i]["value"])),
                      std::abs(c.los_azimuth_rad / kDegree - std::stod(sets[i]["value"]))});
      }
    }
  }
  CHECK(passes == 230);
  CHECK(worst_s < 1e-5);
  CHECK(worst_azimuth_deg < 2e-5);
}

TEST_CASE("no pass of a random orbit escapes, and none is made up") {
  const Earth earth(epoch_2022(), kStart, kStart + 12h, EarthOrientationModel::gmst);
  const RandomKey key{11, key_of("tests.contacts"), key_of("orbits")};
  std::uint64_t draw = 0;
  const auto uniform = [&](double a, double b) {
    return a + (b - a) * random_uniform(key, draw++);
  };
  std::size_t found = 0;
  for (int run = 0; run < 24; ++run) {
    const double perigee_m = uniform(6600e3, 7600e3);
    const double e = run % 3 == 0 ? uniform(0.0, 0.75) : uniform(0.0, 0.01);
    const KeplerTrajectory trajectory({perigee_m / (1.0 - e), e, uniform(0.0, 3.1),
                                       uniform(0.0, 6.28), uniform(0.0, 6.28), uniform(0.0, 6.28)});
    const Site site{deg(uniform(-90.0, 90.0), uniform(-180.0, 180.0), uniform(0.0, 3000.0)),
                    uniform(-1.0, 60.0) * kDegree};
    const auto contacts = find_station_contacts(trajectory, earth, site, kStart, kStart + 12h);
    found += contacts.size();
    for (Time t = kStart; t <= kStart + 12h; t += 7s) {
      const double elevation = elevation_rad(trajectory, earth, site, t);
      if (covered(contacts, t) != (elevation >= site.least_elevation_rad)) {
        FAIL("run " << run << " differs at " << seconds_since_start(t) << " s");
      }
    }
    for (const auto& c : contacts) {
      CAPTURE(run, seconds_since_start(c.window.begin));
      if (!c.window.begin_clipped) {
        CHECK(elevation_rad(trajectory, earth, site, c.window.begin - 20us) <
              site.least_elevation_rad);
        CHECK(elevation_rad(trajectory, earth, site, c.window.begin + 20us) >
              site.least_elevation_rad);
      }
      if (!c.window.end_clipped) {
        CHECK(elevation_rad(trajectory, earth, site, c.window.end - 20us) >
              site.least_elevation_rad);
        CHECK(elevation_rad(trajectory, earth, site, c.window.end + 20us) <
              site.least_elevation_rad);
      }
      double least_m = 1e99;
      for (int k = 0; k <= 200; ++k) {
        const Time t = c.window.begin + (c.window.end - c.window.begin) * k / 200;
        const auto look = orbit::look_angles(
            site.place, earth.to_itrf(trajectory.state(t), trajectory.frame(), t));
        least_m = std::min(least_m, look.range_m);
        CHECK(look.elevation_rad <= c.greatest_elevation_rad + 1e-9);
      }
      CHECK(c.least_range_m <= least_m);
      CHECK(c.least_range_m > 0.8 * least_m - 20e3);
    }
  }
  CHECK(found > 40);
}

TEST_CASE("a pass that barely grazes the least elevation is found at any length") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const KeplerTrajectory trajectory({7000e3, 0.001, 1.7, 0.3, 0.5, 0.1});
  Site site{deg(40.0, 30.0, 500.0), 0.0};
  const Track track(trajectory, earth, kStart, kStart + 24h);
  const auto passes = reference_contacts(track, site, kStart, kStart + 24h);
  REQUIRE(passes.size() >= 4);
  for (const auto& pass : passes) {
    for (const double depth_rad : {1e-7, 1e-10, 1e-12}) {
      site.least_elevation_rad = pass.greatest_elevation_rad - depth_rad;
      const auto grazes = reference_contacts(track, site, pass.window.begin, pass.window.end);
      CAPTURE(depth_rad, pass.greatest_elevation_rad);
      REQUIRE(grazes.size() == 1);
      CHECK(grazes[0].window.begin <= pass.culmination);
      CHECK(grazes[0].window.end >= pass.culmination);
      CHECK(grazes[0].window.end - grazes[0].window.begin < 2s);
    }
    site.least_elevation_rad = pass.greatest_elevation_rad + 1e-12;
    CHECK(reference_contacts(track, site, pass.window.begin, pass.window.end).empty());
  }
}

TEST_CASE("a geostationary satellite is always in view, or never") {
  const Earth earth(epoch_2022(), kStart, kStart + 48h, EarthOrientationModel::gmst);
  // One sidereal day by the Earth's rate of rotation, with a small inclination.
  const KeplerTrajectory trajectory({42164.17e3, 0.0002, 0.001, 0.0, 0.0, 2.0});
  const auto below =
      orbit::to_geodetic(earth.to_itrf(trajectory.state(kStart), orbit::Frame::teme, kStart).r_m);
  const Site near{{0.7, below.longitude_rad + 0.2, 0.0}, 5.0 * kDegree};
  const Site far{{0.7, below.longitude_rad + 3.0, 0.0}, 5.0 * kDegree};
  const auto contacts = find_station_contacts(trajectory, earth, near, kStart, kStart + 48h);
  REQUIRE(contacts.size() == 1);
  CHECK(contacts[0].window == Window{kStart, kStart + 48h, true, true});
  CHECK(contacts[0].least_range_m > 35000e3);
  CHECK(find_station_contacts(trajectory, earth, far, kStart, kStart + 48h).empty());
  // At the edge of the view it rises and sets once a day.
  double edge_rad = 1.0;
  for (const double step : {0.1, 0.01, 0.001}) {
    while (elevation_rad(trajectory, earth, {{0.0, below.longitude_rad + edge_rad + step, 0.0}, 0},
                         kStart) > 5.0 * kDegree) {
      edge_rad += step;
    }
  }
  const Site edge{{0.0, below.longitude_rad + edge_rad, 0.0}, 5.0 * kDegree};
  const auto daily = find_station_contacts(trajectory, earth, edge, kStart, kStart + 48h);
  for (Time t = kStart; t <= kStart + 48h; t += 60s) {
    CHECK(covered(daily, t) ==
          (elevation_rad(trajectory, earth, edge, t) >= edge.least_elevation_rad));
  }
}

TEST_CASE("a part of a track is searched as a span of its own") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const KeplerTrajectory trajectory({7000e3, 0.001, 1.7, 0.3, 0.5, 0.1});
  const Site site{deg(40.0, 30.0, 500.0), 5.0 * kDegree};
  const Track track(trajectory, earth, kStart, kStart + 24h);
  const auto whole = reference_contacts(track, site, kStart, kStart + 24h);
  REQUIRE(whole.size() >= 4);
  // Cut within a pass, to either side and inside one interval of the grid.
  const auto& pass = whole[1];
  const Time middle = pass.culmination;
  const auto before = reference_contacts(track, site, kStart, middle);
  const auto after = reference_contacts(track, site, middle, kStart + 24h);
  REQUIRE(before.size() == 2);
  REQUIRE(after.size() == whole.size() - 1);
  CHECK(before[1].window == Window{pass.window.begin, middle, false, true});
  CHECK(after[0].window == Window{middle, pass.window.end, true, false});
  CHECK(after[0].culmination - middle < 1s);
  for (std::size_t i = 1; i < after.size(); ++i) {
    CHECK(std::abs(to_seconds(after[i].window.begin - whole[i + 1].window.begin)) < 1e-6);
    CHECK(std::abs(to_seconds(after[i].culmination - whole[i + 1].culmination)) < 1e-4);
  }
  const auto moment = reference_contacts(track, site, middle, middle + 1s);
  REQUIRE(moment.size() == 1);
  CHECK(moment[0].window == Window{middle, middle + 1s, true, true});
  CHECK(reference_contacts(track, site, middle, middle).empty());
  CHECK_THROWS_AS(reference_contacts(track, site, kStart - 1s, middle), Error);
}
