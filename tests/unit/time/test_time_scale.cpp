#include "base/error.hpp"
#include "time/time_scale.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace urker;
using namespace std::chrono_literals;

TEST_CASE("dates in the scales of exchange files are instants") {
  const Epoch epoch({2026, 8, 22, 0, 0, 0.0});
  const CalendarTime noon{2026, 8, 22, 12, 0, 0.25};
  const Time utc = epoch.at(noon);
  CHECK(time_in(TimeScale::utc, noon, epoch) == utc);
  CHECK(time_in(TimeScale::tai, noon, epoch) == utc - 37s);
  CHECK(time_in(TimeScale::gps, noon, epoch) == utc - 18s);
  CHECK(time_in(TimeScale::tt, noon, epoch) == utc - 69s - 184ms);
  // A day before a leap second has one second less.
  CHECK(time_in(TimeScale::tai, {2016, 12, 31, 12, 0, 0.0}, epoch) ==
        epoch.at({2016, 12, 31, 12, 0, 0.0}) - 36s);
  CHECK(time_in(TimeScale::tai, {2017, 1, 1, 0, 0, 36.0}, epoch) ==
        epoch.at({2016, 12, 31, 23, 59, 60.0}));
}

TEST_CASE("dates in TDB are those whose TDB they are") {
  const Epoch epoch({2026, 8, 22, 0, 0, 0.0});
  const CalendarTime date{2026, 10, 5, 6, 0, 0.0};
  const Time t = time_in(TimeScale::tdb, date, epoch);
  const JulianDate tdb = epoch.tdb(t);
  // 5 October 2026, 6 h: JD 2461318.75.
  CHECK(((tdb.day - 2461318.5) + (tdb.fraction - 0.25)) * 86400.0 == Approx(0.0).margin(1e-8));
  // In October TDB is ahead or behind by more than a millisecond.
  const Duration apart = t - time_in(TimeScale::tt, date, epoch);
  CHECK(std::chrono::abs(apart) > 1ms);
  CHECK(std::chrono::abs(apart) < 2ms);
}

TEST_CASE("scales have names, and only UTC has a second 60") {
  CHECK(find_time_scale("TDB") == TimeScale::tdb);
  CHECK(!find_time_scale("UT1"));
  const Epoch epoch({2026, 8, 22, 0, 0, 0.0});
  CHECK_THROWS_AS(time_in(TimeScale::tt, {2016, 12, 31, 23, 59, 60.0}, epoch), Error);
  CHECK_THROWS_AS(time_in(TimeScale::tai, {1950, 1, 1, 0, 0, 0.0}, epoch), Error);
}
