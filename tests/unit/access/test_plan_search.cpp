#include "access/plan_search.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <tuple>

#include "fixtures.hpp"
#include "reference_contacts.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;

namespace {

constexpr Time kEnd = kStart + 24h;

/// Low, high, eccentric and geostationary orbits over sites with masks of their own.
struct Scene {
  Earth earth{epoch_2022(), kStart, kEnd, EarthOrientationModel::standard};
  std::vector<std::unique_ptr<orbit::Trajectory>> trajectories;
  std::vector<Site> sites;

  Scene() {
    for (const auto& elements : read_elements("satellites.csv")) {
      trajectories.push_back(std::make_unique<orbit::Sgp4Trajectory>(elements, epoch_2022()));
    }
    const double a[] = {6700e3, 7000e3, 7400e3, 26560e3, 42164.17e3, 26600e3};
    for (int i = 0; i < 6; ++i) {
      KeplerTrajectory::Elements e;
      e.semi_major_axis_m = a[i];
      e.eccentricity = i == 5 ? 0.74 : 0.0;
      e.inclination_rad = i == 4 ? 0.0 : 0.3 + 0.4 * i;
      e.argument_of_perigee_rad = 4.7;
      trajectories.push_back(std::make_unique<KeplerTrajectory>(e));
    }
    for (int i = 0; i < 70; ++i) {
      const double z = 1.0 - (2.0 * i + 1.0) / 70.0;
      Site site{deg(std::asin(z) / kDegree, std::remainder(137.507764 * i, 360.0), 10.0 * i),
                (i % 5) * 7.5 * kDegree};
      if (i % 7 == 3) {
        site.mask = HorizonMask({{0.3, 2 * kDegree}, {1.8, 25 * kDegree}, {4.0, 12 * kDegree}});
      }
      sites.push_back(site);
    }
  }

  [[nodiscard]] PlanInput input() const {
    PlanInput plan{{}, &earth, sites, true, {}};
    for (const auto& trajectory : trajectories) {
      plan.satellites.push_back(trajectory.get());
    }
    return plan;
  }
};

PlanPart plan_of(PlanSearch search, Duration horizon) {
  PlanPart all;
  for (Time until = kStart; until < kEnd;) {
    until = std::min(until + horizon, kEnd);
    search.advance(until, [&all](const PlanPart& part) {
      all.contacts.insert(all.contacts.end(), part.contacts.begin(), part.contacts.end());
      all.eclipses.insert(all.eclipses.end(), part.eclipses.begin(), part.eclipses.end());
    });
  }
  CHECK(search.failures().empty());
  std::sort(all.contacts.begin(), all.contacts.end(), [](const auto& a, const auto& b) {
    return std::tie(a.satellite, a.station, a.window.begin) <
           std::tie(b.satellite, b.station, b.window.begin);
  });
  return all;
}

} // namespace

TEST_CASE("the plan of many has the same passes as the search for one") {
  const Scene scene;
  const auto plan = plan_of(PlanSearch(scene.input(), kStart, kEnd), 24h);
  std::size_t next = 0;
  double worst_s = 0.0, worst_elevation_rad = 0.0, worst_azimuth_rad = 0.0;
  for (std::uint32_t i = 0; i < scene.trajectories.size(); ++i) {
    const Track track(*scene.trajectories[i], scene.earth, kStart, kEnd);
    for (std::uint32_t s = 0; s < scene.sites.size(); ++s) {
      for (const auto& expected : reference_contacts(track, scene.sites[s], kStart, kEnd)) {
        CAPTURE(i, s, seconds_since_start(expected.window.begin));
        REQUIRE(next < plan.contacts.size());
        const auto& c = plan.contacts[next++];
        REQUIRE(c.satellite == i);
        REQUIRE(c.station == s);
        CHECK(c.window.begin_clipped == expected.window.begin_clipped);
        CHECK(c.window.end_clipped == expected.window.end_clipped);
        worst_s = std::max({worst_s, std::abs(to_seconds(c.window.begin - expected.window.begin)),
                            std::abs(to_seconds(c.window.end - expected.window.end))});
        worst_elevation_rad =
            std::max(worst_elevation_rad,
                     std::abs(c.greatest_elevation_rad - expected.greatest_elevation_rad));
        worst_azimuth_rad = std::max(
            worst_azimuth_rad,
            std::abs(std::remainder(c.aos_azimuth_rad - expected.aos_azimuth_rad, 6.283185307)));
        CHECK(c.least_range_m > 0.0);
        // The summit's own range is no less than the bound.
        const auto look = orbit::look_angles(scene.sites[s].place, track.at(c.culmination));
        CHECK(c.least_range_m <= look.range_m + 1e-6);
        CHECK(look.elevation_rad == Approx(c.greatest_elevation_rad).margin(1e-7).epsilon(0.0));
      }
    }
  }
  CHECK(next == plan.contacts.size());
  CHECK(next > 1000);
  CHECK(worst_s < 2e-6);
  // The satellite that stands still has no culmination.
  CHECK(worst_elevation_rad < 3e-7);
  CHECK(worst_azimuth_rad < 1e-5);
}

TEST_CASE("a satellite that fails keeps its windows up to then and harms no other") {
  const Scene scene;
  const auto whole = plan_of(PlanSearch(scene.input(), kStart, kEnd), 24h);
  const Time last = kStart + 10h + 1234567891ns;
  const EndingTrajectory ending(*scene.trajectories[13], last, "it is no more");
  for (const Duration horizon : {Duration(24h), Duration(95min), Duration(10h + 10s)}) {
    CAPTURE(to_seconds(horizon));
    auto input = scene.input();
    input.satellites[13] = &ending;
    PlanSearch search(std::move(input), kStart, kEnd);
    std::vector<StationContact> own, others;
    for (Time until = kStart; until < kEnd;) {
      until = std::min(until + horizon, kEnd);
      search.advance(until, [&](const PlanPart& part) {
        for (const auto& contact : part.contacts) {
          (contact.satellite == 13 ? own : others).push_back(contact);
        }
      });
    }
    REQUIRE(search.failures().size() == 1);
    const auto& failure = search.failures().front();
    CHECK(failure.satellite == 13);
    CHECK(failure.reason == "it is no more");
    CHECK(failure.time <= last + 1ns);
    CHECK(failure.time >= last - 1s);

    std::size_t expected_others = 0, expected_own = 0;
    for (const auto& contact : whole.contacts) {
      expected_others += contact.satellite != 13 ? 1 : 0;
      expected_own += contact.satellite == 13 && contact.window.begin < failure.time ? 1 : 0;
    }
    CHECK(others.size() == expected_others);
    CHECK(own.size() == expected_own);
    std::size_t cut = 0;
    for (const auto& contact : own) {
      CHECK(contact.window.end <= failure.time);
      cut += contact.window.end_clipped ? 1 : 0;
      if (!contact.window.end_clipped) {
        CHECK(std::any_of(whole.contacts.begin(), whole.contacts.end(), [&](const auto& c) {
          return c.satellite == 13 && c.station == contact.station && c.window == contact.window;
        }));
      }
    }
    CHECK(cut > 0);
  }
}

TEST_CASE("a satellite's windows do not depend on its company") {
  const Scene scene;
  const auto whole = plan_of(PlanSearch(scene.input(), kStart, kEnd), 24h);
  auto input = scene.input();
  input.satellites = {input.satellites[14], input.satellites[3]};
  std::reverse(input.sites.begin(), input.sites.end());
  input.sites.resize(37);
  const auto few = plan_of(PlanSearch(std::move(input), kStart, kEnd), 6h);
  std::size_t matches = 0;
  for (auto contact : whole.contacts) {
    const auto site = static_cast<std::uint32_t>(scene.sites.size()) - 1 - contact.station;
    if ((contact.satellite == 14 || contact.satellite == 3) && site < 37) {
      const std::uint32_t satellite = contact.satellite == 14 ? 0 : 1;
      matches += static_cast<std::size_t>(
          std::count_if(few.contacts.begin(), few.contacts.end(), [&](const auto& c) {
            return c.satellite == satellite && c.station == site && c.window == contact.window &&
                   c.culmination == contact.culmination &&
                   c.greatest_elevation_rad == contact.greatest_elevation_rad &&
                   c.least_range_m == contact.least_range_m;
          }));
    }
  }
  CHECK(matches == few.contacts.size());
  CHECK(matches > 50);
}

TEST_CASE("horizons do not change a plan") {
  const Scene scene;
  const auto whole = plan_of(PlanSearch(scene.input(), kStart, kEnd), 24h);
  const auto parts = plan_of(PlanSearch(scene.input(), kStart, kEnd), 95min);
  REQUIRE(whole.contacts.size() == parts.contacts.size());
  for (std::size_t i = 0; i < whole.contacts.size(); ++i) {
    const auto &a = whole.contacts[i], &b = parts.contacts[i];
    CAPTURE(a.satellite, a.station, seconds_since_start(a.window.begin));
    CHECK(a.window == b.window);
    CHECK(a.culmination == b.culmination);
    CHECK(a.greatest_elevation_rad == b.greatest_elevation_rad);
    CHECK(a.least_range_m == b.least_range_m);
    CHECK(a.aos_azimuth_rad == b.aos_azimuth_rad);
    CHECK(a.los_azimuth_rad == b.los_azimuth_rad);
  }
  REQUIRE(whole.eclipses.size() == parts.eclipses.size());
  REQUIRE(whole.eclipses.size() > 100);
  const auto by_begin = [](const Eclipse& a, const Eclipse& b) {
    return std::tie(a.satellite, a.penumbra.begin) < std::tie(b.satellite, b.penumbra.begin);
  };
  auto a = whole.eclipses, b = parts.eclipses;
  std::sort(a.begin(), a.end(), by_begin);
  std::sort(b.begin(), b.end(), by_begin);
  for (std::size_t i = 0; i < a.size(); ++i) {
    CAPTURE(a[i].satellite, seconds_since_start(a[i].penumbra.begin));
    CHECK(a[i].satellite == b[i].satellite);
    CHECK(a[i].penumbra == b[i].penumbra);
    CHECK(a[i].umbra == b[i].umbra);
  }
}

TEST_CASE("windows can be completed before their satellite's horizon ends, each once") {
  const Scene scene;
  const auto whole = plan_of(PlanSearch(scene.input(), kStart, kEnd), 24h);
  PlanSearch search(scene.input(), kStart, kEnd);
  PlanPart all;
  Time latest_end_of_leo = kStart;
  for (const Duration hours : {0h, 1h, 7h, 24h}) {
    const Time before = kStart + hours;
    search.complete(before, [&](const PlanPart& part) {
      all.contacts.insert(all.contacts.end(), part.contacts.begin(), part.contacts.end());
      all.eclipses.insert(all.eclipses.end(), part.eclipses.begin(), part.eclipses.end());
    });
    const auto begun = [before](const auto& windows, const auto& begin_of) {
      return std::count_if(windows.begin(), windows.end(),
                           [&](const auto& w) { return begin_of(w) < before; });
    };
    const auto contact_begin = [](const StationContact& c) { return c.window.begin; };
    const auto eclipse_begin = [](const Eclipse& e) { return e.penumbra.begin; };
    CHECK(begun(all.contacts, contact_begin) == begun(whole.contacts, contact_begin));
    CHECK(begun(all.eclipses, eclipse_begin) == begun(whole.eclipses, eclipse_begin));
    if (hours == 1h) { // a geostationary pass lasts all day, and only its satellite was searched on
      for (const auto& c : all.contacts) {
        latest_end_of_leo = std::max(latest_end_of_leo, c.satellite < 8 ? c.window.end : kStart);
      }
      CHECK(std::any_of(all.contacts.begin(), all.contacts.end(),
                        [](const auto& c) { return c.window.end == kEnd; }));
    }
  }
  CHECK(latest_end_of_leo < kStart + 4h);
  const auto by_key = [](const auto& a, const auto& b) { return a.key() < b.key(); };
  std::sort(all.contacts.begin(), all.contacts.end(), by_key);
  REQUIRE(all.contacts.size() == whole.contacts.size());
  for (std::size_t i = 0; i < all.contacts.size(); ++i) {
    CHECK(all.contacts[i].key() == whole.contacts[i].key());
    CHECK(all.contacts[i].window == whole.contacts[i].window);
    CHECK(all.contacts[i].least_range_m == whole.contacts[i].least_range_m);
  }
}
