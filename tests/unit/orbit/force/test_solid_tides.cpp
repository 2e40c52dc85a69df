#include "base/calendar.hpp"
#include "orbit/earth/sun_moon.hpp"
#include "orbit/force/solid_tides.hpp"
#include "time/epoch.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cmath>

#include "force_rows.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

Vector3 acceleration(const ForceRow& row, PoleTide pole_tide) {
  constexpr double kArcsecond_rad = 4.84813681109536e-6;
  const Epoch epoch(parse_calendar(row.utc).value());
  TideInput input;
  input.sun_itrf_m = row.gcrf_to_itrf * row.sun_m;
  input.moon_itrf_m = row.gcrf_to_itrf * row.moon_m;
  input.tt = epoch.tt(Time{});
  input.ut1 = epoch.ut1(Time{}, row.ut1_minus_utc_s);
  input.pole_x_rad = row.pole_x_as * kArcsecond_rad;
  input.pole_y_rad = row.pole_y_as * kArcsecond_rad;
  input.pole_tide = pole_tide;
  return row.gcrf_to_itrf.transpose() *
         tide_acceleration_itrf(solid_tides(input), row.gcrf_to_itrf * row.state.r_m);
}

} // namespace

TEST_CASE("tides of the solid Earth act as in the peer library") {
  for (const ForceRow& row : force_rows("solid_tides_nopole")) {
    INFO(row.utc);
    CHECK((acceleration(row, PoleTide::off) - row.expected_m_s2).norm() <
          2e-10 * row.expected_m_s2.norm());
  }
}

TEST_CASE("the pole tide acts as in the peer library") {
  for (const ForceRow& row : force_rows("solid_tides_full")) {
    INFO(row.utc);
    CHECK((acceleration(row, PoleTide::solid) - row.expected_m_s2).norm() <
          5e-10 * row.expected_m_s2.norm());
  }
}

TEST_CASE("what is left of C20 over a turn of the Moon's node is the permanent tide") {
  const Epoch epoch(parse_calendar("2005-01-01T00:00:00Z").value());
  const SunMoon bodies(epoch);
  double tide_free = 0.0;
  double zero_tide = 0.0;
  constexpr int kDays = 6798; // 18.6 years
  for (int day = 0; day < kDays; ++day) {
    const Time t{std::chrono::hours(24 * day)};
    const SunMoonPositions at = bodies.positions(t);
    TideInput input;
    // Zonal terms need no longitude, and the equator moves by 0.1 degree only.
    input.sun_itrf_m = at.sun_m;
    input.moon_itrf_m = at.moon_m;
    input.tt = epoch.tt(t);
    input.ut1 = input.tt;
    tide_free += solid_tides(input).c[2][0] / kDays;
    input.zero_tide_field = true;
    zero_tide += solid_tides(input).c[2][0] / kDays;
  }
  CHECK(tide_free == Approx(TideCoefficients::kPermanentC20).epsilon(5e-3));
  CHECK(std::abs(zero_tide) < 5e-3 * std::abs(TideCoefficients::kPermanentC20));
}
