#include "orbit/earth/sun_moon.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "data_file.hpp"

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

Vector3 vector(const DataFile& file, std::size_t row, const std::string& name,
               const std::string& unit) {
  return {file.number(row, name + "x_" + unit), file.number(row, name + "y_" + unit),
          file.number(row, name + "z_" + unit)};
}

} // namespace

TEST_CASE("the Sun and the Moon have the places and speeds of DE-405") {
  const DataFile table("orbit/sun_moon.csv");
  const SunMoon of_2020(Epoch({2020, 1, 1}));
  for (std::size_t i = 0; i < table.size(); ++i) {
    INFO(table.text(i, "utc"));
    const CalendarTime utc = parse_calendar(table.text(i, "utc")).value();
    const SunMoon bodies{Epoch(utc)};
    REQUIRE(bodies.covers(kStart));
    const SunMoonStates s = bodies.states(kStart);
    // The table has millimetres and micrometres per second.
    CHECK((s.sun.r_m - vector(table, i, "sun_", "m")).cwiseAbs().maxCoeff() < 1e-3);
    CHECK((s.moon.r_m - vector(table, i, "moon_", "m")).cwiseAbs().maxCoeff() < 1e-3);
    CHECK((s.sun.v_m_s - vector(table, i, "sun_v", "m_s")).cwiseAbs().maxCoeff() < 1e-6);
    CHECK((s.moon.v_m_s - vector(table, i, "moon_v", "m_s")).cwiseAbs().maxCoeff() < 1e-6);
    const SunMoonPositions p = bodies.positions(kStart);
    CHECK(p.sun_m == s.sun.r_m);
    CHECK(p.moon_m == s.moon.r_m);
    // The start of the scenario makes no difference.
    const SunMoonPositions later = of_2020.positions(Epoch({2020, 1, 1}).at(utc));
    CHECK((later.sun_m - p.sun_m).norm() < 1e-3);
    CHECK((later.moon_m - p.moon_m).norm() < 1e-3);
  }
}

TEST_CASE("the polynomials meet at the ends of their spans") {
  // 2024-03-15T00:00 TDB ends a span of 4 days of the Moon and one of 16 days of the Sun.
  const Epoch epoch({2024, 3, 11, 0, 0, 0.0});
  const SunMoon bodies(epoch);
  for (Time t = kStart; t < kStart + 24h * 40; t += 24h) {
    const Time edge = t - 69s - 184ms; // whole days of TT
    const SunMoonStates before = bodies.states(edge - 2ms);
    const SunMoonStates after = bodies.states(edge + 2ms);
    const Vector3 sun_m = before.sun.r_m + 4e-3 * before.sun.v_m_s;
    const Vector3 moon_m = before.moon.r_m + 4e-3 * before.moon.v_m_s;
    CHECK((sun_m - after.sun.r_m).norm() < 5.0);
    CHECK((moon_m - after.moon.r_m).norm() < 0.05);
  }
}

TEST_CASE("outside the ephemeris the series of ERFA go on") {
  const Epoch epoch({1999, 12, 24});
  const SunMoon bodies(epoch);
  const Time first = kStart - 64s; // TT was 64.184 s ahead
  CHECK(bodies.covers(first));
  CHECK_FALSE(bodies.covers(first - 1s));
  const SunMoonStates inside = bodies.states(first);
  const SunMoonStates outside = bodies.states(first - 1s);
  CHECK((inside.sun.r_m - inside.sun.v_m_s - outside.sun.r_m).norm() <
        2e-7 * inside.sun.r_m.norm());
  CHECK((inside.moon.r_m - inside.moon.v_m_s - outside.moon.r_m).norm() < 40e3);
  CHECK((inside.sun.v_m_s - outside.sun.v_m_s).norm() < 0.02);
  CHECK((inside.moon.v_m_s - outside.moon.v_m_s).norm() < 0.2);
  CHECK(bodies.positions(first - 1s).moon_m == outside.moon.r_m);
  const SunMoon distant(Epoch({2200, 1, 1}));
  CHECK_FALSE(distant.covers(kStart));
  CHECK(distant.positions(kStart).sun_m.norm() == Approx(1.471e11).epsilon(2e-3));
}

TEST_CASE("the masses are those of DE-405") {
  CHECK(kSunMu_m3_s2 == Approx(1.327124400e20).epsilon(1e-9));
  CHECK(kMoonMu_m3_s2 == Approx(4.902800582e12).epsilon(1e-9));
}
