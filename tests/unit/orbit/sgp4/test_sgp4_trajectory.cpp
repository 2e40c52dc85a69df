#include "base/error.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"

#include <catch2/catch.hpp>

#include "element_sets.hpp"

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

MeanElements low_orbit(const CalendarTime& epoch) {
  MeanElements x;
  x.epoch = epoch;
  x.mean_motion_rad_s = 14.9 * unit::rev_per_d.scale;
  x.eccentricity = 0.0012;
  x.inclination_rad = 97.65 * unit::deg.scale;
  x.raan_rad = 145.3 * unit::deg.scale;
  x.argument_of_perigee_rad = 75.0 * unit::deg.scale;
  x.mean_anomaly_rad = 285.25 * unit::deg.scale;
  x.bstar_per_earth_radius = 3.1e-4;
  return x;
}

} // namespace

TEST_CASE("time since the elements' epoch is elapsed time across a leap second") {
  const MeanElements elements = low_orbit({2016, 12, 31, 23, 0, 0.0});
  const Epoch epoch(CalendarTime{2017, 1, 1, 0, 0, 0.0});
  const Sgp4Trajectory trajectory(elements, epoch);
  State expected;
  REQUIRE(Sgp4(elements).propagate(3601.0 / 60.0, expected) == Sgp4Error::none);
  CHECK((trajectory.state(kStart).r_m - expected.r_m).norm() < 1e-6);
  CHECK(trajectory.frame() == Frame::teme);
}

TEST_CASE("a trajectory's bounds are those of the elements") {
  const MeanElements elements = low_orbit({2026, 8, 21, 12, 0, 0.0});
  const Sgp4Trajectory trajectory(elements, Epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0}));
  const MotionBounds a = trajectory.bounds(kStart, kStart + 1h);
  const MotionBounds b = Sgp4(elements).bounds(720.0, 780.0);
  CHECK(a.least_radius_m == b.least_radius_m);
  CHECK(a.greatest_acceleration_m_s2 == b.greatest_acceleration_m_s2);
}

TEST_CASE("a decayed satellite is named with the time and the cause") {
  MeanElements elements = low_orbit({2026, 8, 21, 12, 0, 0.0});
  elements.mean_motion_rad_s = 16.4 * unit::rev_per_d.scale;
  elements.bstar_per_earth_radius = 0.01;
  const Sgp4Trajectory trajectory(elements, Epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0}));
  CHECK_THROWS_WITH(trajectory.state(kStart + 24h * 30),
                    Catch::Contains("2026-09-21T00:00:00.000Z") && Catch::Contains("2026-08-21"));
}

TEST_CASE("elements without an orbit are refused") {
  MeanElements elements = low_orbit({2026, 8, 21, 12, 0, 0.0});
  elements.eccentricity = 1.0;
  CHECK_THROWS_AS(Sgp4(elements), Error);
  elements = low_orbit({2026, 8, 21, 12, 0, 0.0});
  elements.mean_motion_rad_s = 0.0;
  CHECK_THROWS_AS(Sgp4(elements), Error);
}

TEST_CASE("states do not depend on the calls before") {
  const DataFile sets("sgp4/catalogue_elements.csv");
  for (std::size_t i = 0; i < 20; ++i) { // the resonant objects come first
    const MeanElements elements = element_set(sets, i);
    const Sgp4 used(elements);
    State state;
    for (const double minutes : {100.0, 50000.0, -3000.0, 719.0, 720.0}) {
      State again;
      REQUIRE(used.propagate(minutes, state) == Sgp4(elements).propagate(minutes, again));
      CHECK(state.r_m == again.r_m);
      CHECK(state.v_m_s == again.v_m_s);
    }
  }
}
