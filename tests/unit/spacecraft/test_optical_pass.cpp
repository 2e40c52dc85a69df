#include "link/optical/optical_link.hpp"
#include "link/optical/optical_terms.hpp"
#include "spacecraft/downlink.hpp"
#include "spacecraft/optical_pass.hpp"

#include <cmath>
#include <numbers>

#include "drive_downlink.hpp"
#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::PlainSurroundings;
using urker::test::RecordingSink;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

link::OpticalTerminalConfig terminal() {
  link::OpticalTerminalConfig c;
  c.diameter_m = 0.022;
  c.rates = {{1e9, 100.0, std::nullopt}};
  c.acquisition_time_s = 20.0;
  c.electrical_power_w = 80.0;
  return c;
}

link::OpticalStationConfig telescope() {
  link::OpticalStationConfig c;
  c.diameter_m = 1.0;
  c.acquisition_time_s = 30.0;
  return c;
}

std::shared_ptr<const link::CloudGaps> sky(double mean_cover, std::uint64_t seed = 1) {
  return std::make_shared<const link::CloudGaps>(
      std::make_shared<const link::CloudField>(link::CloudConfig{mean_cover, 300e3, 6 * 3600.0, {}},
                                               seed),
      seed);
}

/// A pass from 0 to 600 s that culminates at 300 s.
struct Visit {
  link::OpticalTerminalConfig laser = terminal();
  link::OpticalStationConfig scope = telescope();
  orbit::Geodetic place{40.0 * kDegree, 49.0 * kDegree, 1000.0};
  PlainSurroundings around;
  link::RateLadder ladder = link::optical_ladder(laser);

  Visit() {
    around.view = [](const orbit::Geodetic&, Time t) {
      const double from_top = (seconds_since_start(t) - 300.0) / 300.0;
      return SiteView{(600.0 + 1500.0 * from_top * from_top) * 1e3,
                      (80.0 - 75.0 * std::abs(from_top)) * kDegree,
                      (90.0 + 60.0 * from_top) * kDegree, 7000.0};
    };
  }
  [[nodiscard]] OpticalPass pass() const {
    return {laser, ladder, place, scope, around, at(0), at(600)};
  }
};

bool is_open(const Visit& visit, const link::CloudGaps& clouds, Time t) {
  const SiteView v = visit.around.site(visit.place, t);
  return clouds.openness(link::pierce_point(visit.place, v.azimuth_rad, v.elevation_rad,
                                            visit.scope.cloud_height_m),
                         t) >= 0.0;
}

} // namespace

TEST_CASE("An optical pass lasts from the least elevation on and begins with acquisition") {
  const Visit visit;
  const auto clear = sky(0.01);
  REQUIRE(free_of(visit.pass(), Obstacle::clouds, *clear).size() == 1);
  const auto rates = optical_pass_rates(visit.pass(), *clear);
  REQUIRE(rates.size() == 1);
  // 20 deg at 300 s (1 -+ 60/75); then the slower end's 30 s.
  CHECK(seconds_since_start(rates[0].begin) == Approx(60.0 + 30.0).margin(1e-8));
  CHECK(seconds_since_start(rates[0].end) == Approx(540.0).margin(1e-8));
  CHECK(rates[0].rate_bit_s == 1'000'000'000);
  CHECK(rates[0].least_margin_db > 3.0);
}

TEST_CASE("The Sun takes the part of a pass in which it stands too near") {
  Visit visit;
  visit.around.sun = [](Time t) {
    return SunAngles{std::abs(seconds_since_start(t) - 250.0) * 0.2 * kDegree, 3.0};
  };
  const auto clear = sky(0.01);
  auto rates = optical_pass_rates(visit.pass(), *clear);
  REQUIRE(rates.size() == 2); // 10 deg are 50 s on either side
  CHECK(seconds_since_start(rates[0].end) == Approx(200.0).margin(1e-6));
  CHECK(seconds_since_start(rates[1].begin) == Approx(300.0 + 30.0).margin(1e-6));
  visit.around.sun = [](Time) { return SunAngles{3.0, 0.01}; };
  CHECK(optical_pass_rates(visit.pass(), *clear).size() == 1);
  visit.laser.sun_exclusion_rad = 0.02;
  CHECK(optical_pass_rates(visit.pass(), *clear).empty());
}

TEST_CASE("Clouds part a pass where their function changes its sign") {
  const Visit visit;
  int parted = 0, blocked = 0, edges = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto clouds = sky(0.5, seed);
    const auto gaps = free_of(visit.pass(), Obstacle::clouds, *clouds);
    blocked += gaps.empty();
    parted += gaps.size() > 1;
    for (const auto& gap : gaps) {
      REQUIRE(gap.begin < gap.end);
      const Time middle = gap.begin + (gap.end - gap.begin) / 2;
      CHECK(is_open(visit, *clouds, middle));
      for (const Time edge : {gap.begin, gap.end}) {
        const bool inside = edge > at(60.001) && edge < at(539.999);
        edges += inside;
        if (inside) { // one side is open, the other not
          const Duration step = std::chrono::microseconds(1);
          CHECK(is_open(visit, *clouds, edge - step) != is_open(visit, *clouds, edge + step));
        }
      }
    }
    // Every second of the pass is in a gap or under a cloud.
    for (int s = 61; s < 540; s += 7) {
      const bool in_gap = std::any_of(gaps.begin(), gaps.end(), [s](const auto& gap) {
        return gap.begin <= at(s) && at(s) < gap.end;
      });
      REQUIRE(in_gap == is_open(visit, *clouds, at(s)));
    }
    // After each gap begins the light must be acquired.
    for (const auto& rate : optical_pass_rates(visit.pass(), *clouds)) {
      const bool follows = std::any_of(gaps.begin(), gaps.end(), [&](const auto& gap) {
        return rate.begin == gap.begin + std::chrono::seconds(30) && rate.end <= gap.end;
      });
      CHECK(follows);
    }
  }
  CHECK(blocked > 0);
  CHECK(parted > 0);
  CHECK(edges > 10);
}

TEST_CASE("A planner expects the mean share of a clear pass") {
  const Visit visit;
  const auto clouds = sky(0.4);
  // 1 Gbit/s from 90 to 540 s.
  CHECK(expected_optical_bits(visit.pass(), *clouds) == Approx(0.6 * 450e9).epsilon(1e-9));
}

TEST_CASE("An optical pass sends whole bits at its rate, says so, and draws its own power") {
  const Visit visit;
  auto around = std::make_shared<PlainSurroundings>(visit.around);
  StationLink to;
  to.station = 1;
  to.name = "maidanak";
  to.process = 101;
  to.place = visit.place;
  to.telescope = StationTelescope{visit.scope, sky(0.01)};
  Downlink downlink("imece", {std::nullopt, visit.laser}, {to}, around);
  Storage storage{1'000'000'000'000};
  RecordingSink rows;
  protocol::Product product;
  product.number = 1;
  product.raw_bits = product.bits = 900'000'000'000;
  REQUIRE(storage.admit(product));
  storage.make_ready(product);
  downlink.receive({0, 1, at(0), {}, {{0, 1, at(0), at(600), protocol::LinkMedium::optical}}},
                   at(0));
  double load_w = 0.0;
  while (downlink.next_event() <= at(1000)) {
    const Time now = downlink.next_event();
    (void)drive(downlink, now, true, storage, rows);
    load_w = std::max(load_w, downlink.load_w());
  }
  const auto& links = rows.table("links");
  REQUIRE(links.size() == 1);
  CHECK(links[0].text("medium") == "optical");
  CHECK(links[0].integer("bits") == Approx(450e9).epsilon(1e-9));
  CHECK(links[0].integer("bits") == downlink.sent_bits());
  CHECK(links[0].real("transmitting") == Approx(450.0));
  CHECK(links[0].real("energy") == Approx(450.0 * 80.0));
  CHECK(load_w == 80.0);
}
