#include "base/error.hpp"
#include "time/epoch.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace std::chrono_literals;

namespace {

CalendarTime calendar(int year, int month, int day, int hour = 0, int minute = 0,
                      double second = 0.0) {
  return {year, month, day, hour, minute, second};
}

const CalendarTime kBeforeLeap = calendar(2016, 12, 31, 23, 59, 58.0);

} // namespace

TEST_CASE("the clock counts through the leap second of 2016") {
  const Epoch epoch(kBeforeLeap);
  CHECK(epoch.utc_text(kStart, 0) == "2016-12-31T23:59:58Z");
  CHECK(epoch.utc_text(kStart + 1s, 0) == "2016-12-31T23:59:59Z");
  CHECK(epoch.utc_text(kStart + 2s, 0) == "2016-12-31T23:59:60Z");
  CHECK(epoch.utc_text(kStart + 2999ms) == "2016-12-31T23:59:60.999Z");
  CHECK(epoch.utc_text(kStart + 3s, 0) == "2017-01-01T00:00:00Z");
  CHECK(epoch.utc(kStart + 2500ms) == calendar(2016, 12, 31, 23, 59, 60.5));
  CHECK(epoch.at(calendar(2016, 12, 31, 23, 59, 60.5)) == kStart + 2500ms);
  CHECK(epoch.at(calendar(2017, 1, 1)) == kStart + 3s);
  CHECK(Epoch(calendar(2016, 12, 31, 23, 59, 60.0)).utc_text(kStart + 1s, 0) ==
        "2017-01-01T00:00:00Z");
}

TEST_CASE("text is rounded, not cut, and carries into the next day") {
  const Epoch epoch(kBeforeLeap);
  CHECK(epoch.utc_text(kStart + 1234567891ns, 9) == "2016-12-31T23:59:59.234567891Z");
  CHECK(epoch.utc_text(kStart + 1234567891ns, 6) == "2016-12-31T23:59:59.234568Z");
  CHECK(epoch.utc_text(kStart + 2999600us) == "2017-01-01T00:00:00.000Z");
  CHECK(epoch.utc_text(kStart + 2999499us) == "2016-12-31T23:59:60.999Z");
  CHECK(epoch.utc_text(kStart + 1500ms, 0) == "2016-12-31T23:59:60Z");
  CHECK(epoch.utc_text(kStart - 500us) == "2016-12-31T23:59:58.000Z");
  CHECK_THROWS(epoch.utc_text(kStart, 10));
}

TEST_CASE("civil times convert to the nanosecond and back over decades") {
  const Epoch epoch(calendar(2026, 8, 22, 0, 0, 0.000000001));
  for (const Time t : {kStart, kStart + 1ns, kStart - 1ns, Time{1234567890123456789ns},
                       Time{-1234567890123456789ns}}) {
    CHECK(epoch.at(epoch.utc(t)) == t);
  }
  CHECK(epoch.utc_text(kStart, 9) == "2026-08-22T00:00:00.000000001Z");
  // 27 leap seconds were inserted from 1972 to 2016.
  const Epoch old(calendar(1972, 1, 1));
  CHECK(old.at(calendar(2017, 1, 1)) == kStart + 24h * 16437 + 27s);
}

TEST_CASE("dates that do not exist are refused") {
  CHECK_THROWS_AS(Epoch(calendar(2023, 2, 29)), Error);
  CHECK_THROWS_AS(Epoch(calendar(2023, 12, 31, 23, 59, 60.0)), Error);
  CHECK_THROWS_AS(Epoch(calendar(2016, 12, 31, 22, 59, 60.0)), Error);
  CHECK_THROWS_AS(Epoch(calendar(2016, 12, 31, 23, 59, 61.0)), Error);
  CHECK_THROWS_AS(Epoch(calendar(1971, 12, 31)), Error);
  CHECK_THROWS_AS(Epoch(calendar(2026, 13, 1)), Error);
  const Epoch epoch(calendar(2026, 8, 22));
  CHECK_THROWS_AS(epoch.at(calendar(2026, 8, 22, 0, 0, 60.0)), Error);
  CHECK_THROWS_AS(epoch.at(calendar(2400, 1, 1)), Error);
}

TEST_CASE("astronomical scales differ from TAI by the published amounts") {
  constexpr double kDay_s = 86400.0;
  // 2017-01-01T00:00:00 UTC: JD 2457754.5, TAI - UTC = 37 s, TT - TAI = 32.184 s.
  const Epoch epoch(kBeforeLeap);
  const Time t = kStart + 3s;
  CHECK(epoch.tai(t).day == 2457754.5);
  CHECK(epoch.tai(t).fraction * kDay_s == Approx(37.0).epsilon(1e-14));
  CHECK(epoch.tt(t).fraction * kDay_s == Approx(69.184).epsilon(1e-14));
  CHECK(epoch.ut1(t, 0.5913).fraction * kDay_s == Approx(0.5913).epsilon(1e-12));
  CHECK(epoch.utc_julian(t).day == 2457754.5);
  CHECK(epoch.utc_julian(t).fraction == 0.0);
  // A second before, in a day of 86401 s.
  CHECK(epoch.utc_julian(kStart + 2s).day == 2457753.5);
  CHECK(epoch.utc_julian(kStart + 2s).fraction == Approx(86400.0 / 86401.0).epsilon(1e-15));
  CHECK(epoch.ut1(kStart + 2s, -0.4087).fraction * kDay_s == Approx(86400.0 - 0.4087));
}

TEST_CASE("arithmetic runs through every leap second since 1972 as through any other") {
  // Dates before which a second was inserted (IERS Bulletin C).
  constexpr int kLeaps[][2] = {{1972, 7}, {1973, 1}, {1974, 1}, {1975, 1}, {1976, 1}, {1977, 1},
                               {1978, 1}, {1979, 1}, {1980, 1}, {1981, 7}, {1982, 7}, {1983, 7},
                               {1985, 7}, {1988, 1}, {1990, 1}, {1991, 1}, {1992, 7}, {1993, 7},
                               {1994, 7}, {1996, 1}, {1997, 7}, {1999, 1}, {2006, 1}, {2009, 1},
                               {2012, 7}, {2015, 7}, {2017, 1}};
  for (const auto& [year, month] : kLeaps) {
    INFO(year << '-' << month);
    const Epoch epoch(calendar(year, month, 1));
    const CalendarTime leap = epoch.utc(kStart - 500ms);
    CHECK(leap.second == 60.5);
    CHECK(leap.hour == 23);
    CHECK(leap.minute == 59);
    CHECK(epoch.at(leap) == kStart - 500ms);
    CHECK(epoch.at(parse_calendar(epoch.utc_text(kStart - 1ns, 9)).value()) == kStart - 1ns);
    CHECK(epoch.utc(kStart - 1s - 1ns).second < 60.0);
  }
}

TEST_CASE("TDB swings about TT by 1.7 ms in a year") {
  const Epoch epoch(calendar(2003, 1, 1));
  const auto tdb_minus_tt_s = [&](Time t) {
    return (epoch.tdb(t).fraction - epoch.tt(t).fraction) * 86400.0;
  };
  // The value of the test of ERFA's eraDtdb (2448939.623 TDB at a place with known UT) is not of
  // the geocentre, so the Astronomical Almanac's two terms: within 30 us.
  for (Time t = kStart; t < kStart + 24h * 366; t += 24h * 5) {
    const double days = epoch.tt(t).day - 2451545.0 + epoch.tt(t).fraction;
    const double g = (357.53 + 0.9856003 * days) * 3.14159265358979 / 180.0;
    CHECK(tdb_minus_tt_s(t) ==
          Approx(0.001658 * std::sin(g) + 0.000014 * std::sin(2.0 * g)).margin(4e-5));
  }
  CHECK(tdb_minus_tt_s(kStart + 24h * 93) > 1.6e-3);
  CHECK(tdb_minus_tt_s(kStart + 24h * 276) < -1.6e-3);
}

TEST_CASE("the ends of the range have dates where UTC has") {
  const Epoch epoch(calendar(2026, 8, 22));
  CHECK(epoch.utc_text(kNever, 0).substr(0, 4) == "2318");
  CHECK(epoch.tai(kNotYet).day < 2451545.0 - 250.0 * 365.25);
  CHECK_THROWS(epoch.utc_text(kNotYet));
}
