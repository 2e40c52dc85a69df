#include "base/error.hpp"
#include "time/epoch.hpp"

#include <catch2/catch.hpp>

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

TEST_CASE("the ends of the range have dates where UTC has") {
  const Epoch epoch(calendar(2026, 8, 22));
  CHECK(epoch.utc_text(kNever, 0).substr(0, 4) == "2318");
  CHECK(epoch.tai(kNotYet).day < 2451545.0 - 250.0 * 365.25);
  CHECK_THROWS(epoch.utc_text(kNotYet));
}
