#include "base/calendar.hpp"
#include "orbit/force/solid_tides.hpp"
#include "time/epoch.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

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
