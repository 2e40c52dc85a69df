#include "link/budget.hpp"
#include "link/radio_rates.hpp"
#include "orbit/analytic/ellipse_trajectory.hpp"
#include "orbit/itrf_state.hpp"
#include "spacecraft/band_neighbours.hpp"
#include "spacecraft/pass_interference.hpp"
#include "spacecraft/pass_rates.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kNode_s = 400.0; // when both are at the node
constexpr double kCarrier_hz = 8.2e9;

std::shared_ptr<const orbit::Trajectory> circle(double inclination_rad, double ahead_rad = 0.0) {
  orbit::KeplerianElements e;
  e.semi_major_axis_m = 6928e3;
  e.inclination_rad = inclination_rad;
  const auto rates = orbit::two_body_rates(e);
  e.mean_anomaly_rad = ahead_rad;
  return std::make_shared<orbit::EllipseTrajectory>(e, rates, at(kNode_s));
}

link::RadioConfig radio() {
  link::RadioConfig c;
  c.frequency_hz = kCarrier_hz;
  c.transmit_power_dbw = 10.0;
  c.antenna_gain_dbi = 6.0;
  c.rates = {{100e6, 4.0}};
  return c;
}

/// Two satellites that meet at the ascending node at 60 deg to each other, near the zenith of a
/// site, and a third on the other side of the Earth.
struct Crossing {
  std::shared_ptr<const orbit::Earth> earth = std::make_shared<orbit::Earth>(
      Epoch{CalendarTime{2026, 6, 21}}, kStart, kStart + std::chrono::hours(2),
      orbit::EarthOrientationModel::gmst);
  std::shared_ptr<const orbit::Trajectory> own = circle(60.0 * kDegree);
  access::Window always{kStart, at(3600), true, true};
  std::vector<Emitter> emitters{
      {"far", link::Transmitter(radio()), circle(120.0 * kDegree, std::numbers::pi), always},
      {"other", link::Transmitter(radio()), circle(120.0 * kDegree), always},
      {"own", link::Transmitter(radio()), own, always}};
  link::RadioConfig victim = radio();
  link::GroundAntennaConfig antenna;
  orbit::Geodetic place;
  Neighbours neighbours;

  Crossing() {
    antenna.g_over_t_db_k = 31.0;
    antenna.lock_time_s = 2.0;
    place = orbit::to_geodetic(orbit::itrf_state(*own, *earth, at(kNode_s)).r_m);
    place.longitude_rad += 2.0 * kDegree;
    place.height_m = 0.0;
  }
  /// What a test says of the pass from 200 to 600 s.
  template <class Test>
  void over_pass(const Test& test) {
    neighbours = {std::make_shared<const std::vector<Emitter>>(emitters), earth, "own"};
    const link::Transmitter transmitter(victim);
    const link::Receiver receiver(antenna, kCarrier_hz);
    const link::RateLadder ladder = link::rate_ladder(victim);
    const OrbitalSurroundings around(own, earth);
    test(PassLink{transmitter, ladder, place, receiver, around, at(200), at(600), &neighbours});
  }
  [[nodiscard]] NeighboursInPass::Heard heard(const PassLink& link, Time t) const {
    link::StationSky sky(antenna);
    const SiteView view = link.surroundings.site(place, t);
    return NeighboursInPass(link).at(t, view, sky.loss(t, view.elevation_rad).total_db, sky);
  }
};

} // namespace

TEST_CASE("A neighbour in the same direction is as loud as the satellite itself") {
  Crossing c;
  c.over_pass([&](const PassLink& link) {
    const NeighboursInPass neighbours(link);
    CHECK(neighbours.size() == 1); // neither itself nor the one behind the Earth
    const auto heard = c.heard(link, at(kNode_s));
    CHECK(heard.number == 1);
    CHECK(heard.i_over_c == Approx(1.0).epsilon(1e-6));
    REQUIRE(heard.loudest != nullptr);
    CHECK(heard.loudest->name == "other");
    CHECK(heard.separation_rad < 1e-6);
    // The meeting is a knot, which eight seconds between knots would go past.
    double nearest_s = 1e9;
    for (const Time knot : neighbours.knots()) {
      nearest_s = std::min(nearest_s, std::abs(seconds_since_start(knot) - kNode_s));
    }
    CHECK(nearest_s < 0.01);
  });
}

TEST_CASE(
    "Beside the axis a neighbour is heard through the side lobes, farther and through more air") {
  Crossing c;
  c.over_pass([&](const PassLink& link) {
    const Time t = at(kNode_s + 10.0);
    const auto heard = c.heard(link, t);
    const OrbitalSurroundings other(c.emitters[1].trajectory, c.earth);
    const SiteView mine = link.surroundings.site(c.place, t), its = other.site(c.place, t);
    const double degrees = link::separation_rad(mine, its) / kDegree;
    CHECK(degrees > 3.0);
    // 31 dB/K with 120 K is 51.79 dBi, against 32 - 25 log10(angle).
    const double c_over_i_db =
        51.792 - 32.0 + 25.0 * std::log10(degrees) + 20.0 * std::log10(its.range_m / mine.range_m) +
        0.05 / std::sin(its.elevation_rad) - 0.05 / std::sin(mine.elevation_rad);
    CHECK(-10.0 * std::log10(heard.i_over_c) == Approx(c_over_i_db).margin(2e-3));
  });
}

TEST_CASE("Only neighbours of the band count, and only in service") {
  Crossing c;
  c.emitters[1].service.end = at(kNode_s - 1.0);
  c.over_pass([&](const PassLink& link) {
    CHECK(c.heard(link, at(kNode_s - 1.5)).number == 1);
    CHECK(c.heard(link, at(kNode_s)).number == 0);
  });
  auto apart = radio();
  apart.frequency_hz += 101e6;
  c.emitters[1] = {"other", link::Transmitter(apart), circle(120.0 * kDegree), c.always};
  c.over_pass([&](const PassLink& link) { CHECK(NeighboursInPass(link).empty()); });
}

TEST_CASE("Where a neighbour crosses the beam the rate ends, at the level of C/(N0 + I0), and "
          "comes back") {
  Crossing c;
  c.over_pass([&](const PassLink& link) {
    const link::StationSky sky(c.antenna);
    const PassRates rates = pass_rates(link, sky);
    PassLink alone = link;
    alone.neighbours = nullptr;
    const PassRates without = pass_rates(alone, sky);
    REQUIRE(without.segments.size() == 1);
    REQUIRE(rates.segments.size() == 2);
    const Time out = rates.segments[0].end, lost_until = rates.segments[1].begin;
    CHECK(out < at(kNode_s));
    CHECK(lost_until > at(kNode_s));
    const auto level_db_hz = [&](Time t) {
      link::StationSky air(c.antenna);
      const SiteView view = link.surroundings.site(c.place, t);
      const double cn0_db_hz =
          link::link_budget(link.transmitter, link.receiver, view, air.loss(t, view.elevation_rad))
              .cn0_db_hz;
      return link::disturbed_db_hz(c.victim, cn0_db_hz, c.heard(link, t).i_over_c);
    };
    const double needed_db_hz = link.ladder.enter_db_hz(0);
    CHECK(level_db_hz(out) == Approx(needed_db_hz).margin(1e-4));
    CHECK(level_db_hz(lost_until - std::chrono::seconds(2)) == Approx(needed_db_hz).margin(1e-4));

    const auto interference = pass_interference(link, rates, sky, nullptr);
    REQUIRE(interference);
    CHECK(interference->neighbours == 1);
    CHECK(interference->least_c_over_i_db == Approx(0.0).margin(1e-3));
    CHECK(seconds_since_start(interference->worst) == Approx(kNode_s).margin(0.02));
    CHECK(interference->loudest == "other");
    CHECK(interference->lost_s == Approx(to_seconds(lost_until - out)).margin(1e-6));
    CHECK(interference->lost_bits == Approx(100e6 * interference->lost_s));
    CHECK_FALSE(pass_interference(alone, without, sky, nullptr));
  });
}
