#include "base/calendar.hpp"
#include "orbit/earth/sun_moon.hpp"
#include "orbit/force/solid_tides.hpp"
#include "time/epoch.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cmath>

using namespace urker;
using namespace urker::orbit;

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
