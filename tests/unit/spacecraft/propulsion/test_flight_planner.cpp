#include "spacecraft/propulsion/rocket.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "flight_bench.hpp"

using namespace urker;
using namespace urker::spacecraft;
using namespace std::chrono_literals;
using urker::test::FlightBench;

namespace {

double mean_altitude_m(const orbit::Trajectory& trajectory, Time t) {
  return orbit::mean_orbit(trajectory, t).semi_major_axis_m - 6378137.0;
}

StrategyConfig raise(double altitude_m) {
  StrategyConfig strategy;
  strategy.raise = RaiseConfig{altitude_m};
  return strategy;
}

double used_kg(const FlightRecord& record) {
  return std::accumulate(record.burns.begin(), record.burns.end(), 0.0,
                         [](double sum, const auto& burn) { return sum + burn.propellant_kg; });
}

/// What the orbit lost is what the burns took.
void check_propellant(const FlightBench& bench) {
  const double lost_kg = 20.0 - bench.trajectory()->mass_kg(bench.end);
  CHECK(lost_kg == Approx(used_kg(bench.record)).epsilon(1e-12).margin(1e-12));
  CHECK(lost_kg <= bench.record.propellant_kg);
}

} // namespace

TEST_CASE("Raising by 10 km at 525 km costs 5.5 m/s") {
  FlightBench bench(6.0);
  const double before_m = mean_altitude_m(*bench.coasting(), kStart + 6h);
  bench.add(raise(before_m + 10e3));
  SECTION("in a few burns of half a newton") {}
  SECTION("in arcs of a third of a millinewton over days") {
    bench.setup.propulsion.thruster = FlightBench::feep();
    bench.setup.power.array->power_w = 200.0; // enough for it by day and night
  }
  bench.fly();
  const StrategyRow& row = bench.record.strategies.front();
  INFO(row.result);
  CHECK(row.outcome == "done");
  // v da/(2 a) = 7599 m/s * 10 km/(2 * 6903 km).
  CHECK(row.delta_v_m_s == Approx(5.5).margin(0.1));
  CHECK(mean_altitude_m(*bench.trajectory(), bench.end) == Approx(before_m + 10e3).margin(120.0));
  check_propellant(bench);
}

TEST_CASE("A piece that is asked for again has the same bits, and bounds hold") {
  FlightBench bench(2.0);
  bench.add_air();
  bench.add(raise(530e3));
  bench.fly();
  const auto flown = bench.trajectory(), again = bench.trajectory();
  std::vector<Time> times;
  for (Time t = kStart; t <= bench.end; t += 1000s) {
    times.push_back(t);
  }
  std::vector<orbit::State> forward(times.size());
  flown->states(times, forward);
  const auto whole = flown->bounds(kStart, bench.end);
  for (std::size_t i = times.size(); i-- > 0;) {
    const auto state = again->state(times[i]);
    REQUIRE(state.r_m == forward[i].r_m);
    REQUIRE(state.v_m_s == forward[i].v_m_s);
    REQUIRE(whole.least_radius_m <= state.r_m.norm());
    REQUIRE(whole.greatest_speed_m_s >= state.v_m_s.norm());
  }
  for (std::size_t i = 1; i < bench.marched.size(); ++i) { // no leap at a mark
    const Time mark = bench.marching().mark(i);
    CHECK((flown->state(mark - 1ns).r_m - flown->state(mark).r_m).norm() < 1e-2);
  }
  CHECK_THROWS(flown->state(bench.end + 1s));
}

TEST_CASE("What the propellant cannot afford is refused, with figures") {
  FlightBench bench(1.0);
  bench.setup.propulsion.thruster.propellant_kg = 0.01;
  bench.add(raise(535e3));
  bench.fly();
  const StrategyRow& row = bench.record.strategies.front();
  CHECK(row.outcome == "refused");
  CHECK_THAT(row.result,
             Catch::Contains("propellant: needs 6.") && Catch::Contains("m/s, 1.08 m/s are left"));
  CHECK(bench.record.burns.empty());
  check_propellant(bench);
}

TEST_CASE("What the battery cannot feed is refused and planned in shorter burns") {
  FlightBench bench(4.0);
  bench.setup.propulsion.thruster = FlightBench::feep();
  bench.setup.propulsion.thruster.power_w = 150.0;
  bench.setup.propulsion.least_charge = 0.6;
  bench.add(raise(527e3));
  bench.fly();
  const auto& rows = bench.record.manoeuvres;
  REQUIRE(!rows.empty());
  CHECK(rows.front().outcome == "refused");
  CHECK_THAT(rows.front().reason,
             Catch::Contains("battery: burns of") && Catch::Contains("below 60 %"));
  CHECK(!bench.record.burns.empty());
  for (const auto& made : rows) {
    CHECK((made.outcome == "refused" || made.least_charge >= 0.6));
  }
  SECTION("or not at all") {
    bench.setup.power.array->power_w = 5.0; // less than the bus needs
    bench.fly();
    CHECK(bench.record.burns.empty());
    CHECK(bench.record.manoeuvres.front().outcome == "refused");
  }
}

TEST_CASE("Drag is made up for, within the dead band") {
  FlightBench bench(12.0);
  bench.add_air();
  StrategyConfig keep;
  keep.keep.emplace();
  keep.keep->altitude_m = mean_altitude_m(*bench.coasting(), kStart + 6h);
  keep.keep->dead_band_m = 100.0;
  bench.add(keep);
  bench.fly();
  CHECK(bench.record.burns.size() >= 2);
  for (const auto& row : bench.record.history) {
    CHECK(std::abs(row.altitude_m - keep.keep->altitude_m) < 160.0);
  }
  // What drag took is what the burns gave: rho v2 cd A/(2 m) over the time.
  const double v2 = 3.986004415e14 / (6378137.0 + keep.keep->altitude_m);
  const double drag_m_s2 = 0.5 * 3e-13 * v2 * 2.2 * 0.1 / 20.0;
  const double lost_m_s = drag_m_s2 * to_seconds(bench.end - kStart);
  CHECK(bench.record.strategies.front().delta_v_m_s == Approx(lost_m_s).margin(0.15));
  check_propellant(bench);
}

TEST_CASE("A satellite moves along its orbit to a slot") {
  FlightBench bench(16.0);
  StrategyConfig phasing;
  phasing.phasing = PhasingConfig{0.5, 10.0 * 86400.0, 0.01};
  bench.add(phasing);
  bench.fly();
  const StrategyRow& row = bench.record.strategies.front();
  INFO(row.result);
  CHECK(row.outcome == "done");
  CHECK(to_seconds(row.end - row.begin) < 12.0 * 86400.0);
  const auto moved = orbit::mean_orbit(*bench.trajectory(), bench.end);
  const auto left = orbit::mean_orbit(*bench.coasting(), bench.end);
  const double angle = std::remainder(moved.latitude_argument_rad - left.latitude_argument_rad,
                                      2.0 * 3.14159265358979);
  CHECK(angle == Approx(0.5).margin(0.025));
  CHECK(moved.semi_major_axis_m == Approx(left.semi_major_axis_m).margin(100.0));
}

TEST_CASE("A plane turns against another one") {
  FlightBench bench(30.0);
  StrategyConfig separation;
  separation.plane_separation = PlaneSeparationConfig{0.002, 20.0 * 86400.0, 2e-4};
  bench.setup.propulsion.thruster.propellant_kg = 5.0;
  bench.add(separation);
  bench.fly();
  INFO(bench.record.strategies.front().result);
  CHECK(bench.record.strategies.front().outcome == "done");
  const auto moved = orbit::mean_orbit(*bench.trajectory(), bench.end);
  const auto left = orbit::mean_orbit(*bench.coasting(), bench.end);
  CHECK(moved.raan_rad - left.raan_rad == Approx(0.002).margin(3e-4));
}

TEST_CASE("Something is passed at a distance, and the orbit is as before") {
  FlightBench bench(1.5);
  StrategyConfig avoid;
  avoid.avoid = AvoidConfig{{2027, 3, 1, 18, 0, 0.0}, 1000.0};
  bench.add(avoid);
  bench.fly();
  CHECK(bench.record.strategies.front().outcome == "done");
  CHECK(bench.record.burns.size() == 2);
  const Time at = kStart + 18h;
  const auto flown = bench.trajectory();
  const auto coasting = bench.coasting();
  // Linear theory, on an orbit whose eccentricity is 1e-3.
  CHECK(flown->state(at).r_m.norm() - coasting->state(at).r_m.norm() ==
        Approx(1000.0).epsilon(0.03));
  CHECK(mean_altitude_m(*flown, bench.end) ==
        Approx(mean_altitude_m(*coasting, bench.end)).margin(20.0));
}

TEST_CASE("The orbit that is left decays in time") {
  FlightBench bench(8.0);
  bench.add_air();
  StrategyConfig dispose;
  dispose.dispose = DisposalConfig{2.0 * 365.25 * 86400.0};
  bench.add(dispose);
  bench.fly();
  const StrategyRow& row = bench.record.strategies.front();
  INFO(row.result);
  CHECK(row.outcome == "done");
  CHECK_THAT(row.result, Catch::Contains("decays in 1."));
  const auto& first = bench.record.history.front();
  const auto& last = bench.record.history.back();
  CHECK(last.perigee_m < first.perigee_m - 150e3);
  CHECK(last.apogee_m > first.apogee_m - 20e3); // by drag
  check_propellant(bench);
}

TEST_CASE("Phases come before, and images are not taken in them") {
  FlightBench bench(3.0);
  StrategyConfig phase;
  phase.phase = PhaseConfig{"detumbling", 1.1 * 86400.0};
  bench.add(phase);
  bench.add(raise(530e3));
  bench.fly();
  REQUIRE(bench.record.quiet.size() == 1);
  CHECK(bench.record.quiet[0].begin == kStart);
  CHECK(bench.record.quiet[0].end == kStart + round_seconds(1.1 * 86400.0));
  CHECK(bench.record.burns.front().begin > kStart + 30h);
  CHECK(bench.record.strategies[1].outcome == "done");
}

TEST_CASE("A thruster that fails cuts its burn, and what it missed is made up for when it works") {
  FlightBench bench(5.0);
  bench.setup.propulsion.thruster = FlightBench::feep();
  bench.setup.power.array->power_w = 200.0;
  const double before_m = mean_altitude_m(*bench.coasting(), kStart + 6h);
  bench.add(raise(before_m + 2e3));
  bench.fly();
  const FlightRecord sound = bench.record;
  REQUIRE(sound.strategies.front().outcome == "done");
  // In the middle of its second burn, for a day; then for good in the middle of what it needs.
  const PlannedBurn& hit = sound.burns.at(1);
  const Time failure = hit.begin + (hit.end - hit.begin) / 2;
  bench.setup.outages = {{failure, failure + 24h}};
  SECTION("for a day") {
    bench.fly();
    const StrategyRow& row = bench.record.strategies.front();
    CHECK(row.outcome == "done");
    CHECK(row.end >= sound.strategies.front().end + 18h);
    CHECK(row.delta_v_m_s == Approx(sound.strategies.front().delta_v_m_s).epsilon(0.02));
    CHECK(mean_altitude_m(*bench.trajectory(), bench.end) == Approx(before_m + 2e3).margin(120.0));
  }
  SECTION("for good") {
    bench.setup.outages.front().end = kNever;
    bench.fly();
    const StrategyRow& row = bench.record.strategies.front();
    CHECK(row.outcome == "refused");
    CHECK_THAT(row.result, Catch::Contains("thruster: lost after"));
    CHECK(bench.record.burns.size() == 2);
    CHECK(bench.record.burns.back().end == failure);
    REQUIRE(bench.record.notes.size() == 1);
    CHECK(mean_altitude_m(*bench.trajectory(), bench.end) < before_m + 1e3);
  }
  // Nothing is flown while it fails, and the rows say so.
  for (const auto& burn : bench.record.burns) {
    CHECK((burn.end <= failure || burn.warm_up >= bench.setup.outages.front().end));
  }
  const auto& made = bench.record.manoeuvres;
  const auto cut = std::find_if(made.begin(), made.end(),
                                [](const auto& row) { return row.outcome == "cut_off"; });
  REQUIRE(cut != made.end());
  CHECK(cut->end == failure);
  CHECK(cut->reason == "the thruster failed");
  CHECK(cut->delta_v_m_s == Approx(0.5 * hit.delta_v_m_s).epsilon(1e-3));
  REQUIRE_FALSE(bench.record.lost.empty());
  CHECK(bench.record.lost.front() == failure);
  check_propellant(bench);
}
