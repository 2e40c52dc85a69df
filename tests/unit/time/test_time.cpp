#include "time/time.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace urker;
using namespace std::chrono_literals;

namespace {

double next(double x) {
  return std::nextafter(x, std::numeric_limits<double>::infinity());
}
double previous(double x) {
  return std::nextafter(x, -std::numeric_limits<double>::infinity());
}

} // namespace

TEST_CASE("whole nanoseconds survive every rounding") {
  // 2^-9 s = 1953125 ns is exact in binary and in nanoseconds.
  for (const double s : {0.0, 1.0, -1.0, 0x1p-9, -0x1p-9, 86400.0 + 0x1p-9, -3.0e9 - 0.5}) {
    const auto nanoseconds = static_cast<std::int64_t>(s * 512.0) * 1953125;
    CHECK(floor_seconds(s).count() == nanoseconds);
    CHECK(round_seconds(s).count() == nanoseconds);
    CHECK(ceil_seconds(s).count() == nanoseconds);
  }
}

TEST_CASE("the neighbours of a whole nanosecond fall on their true side") {
  for (const double s : {1.0, 0x1p-9, 1.0 + 0x1p-9, 86400.0, 1.0e6 + 0x1p-9}) {
    const std::int64_t n = round_seconds(s).count();
    CHECK(floor_seconds(previous(s)).count() == n - 1);
    CHECK(ceil_seconds(previous(s)).count() == n);
    CHECK(floor_seconds(next(s)).count() == n);
    CHECK(ceil_seconds(next(s)).count() == n + 1);
    CHECK(floor_seconds(-previous(s)).count() == -n);
    CHECK(ceil_seconds(-previous(s)).count() == -n + 1);
    CHECK(floor_seconds(next(-s)).count() == -n);
    CHECK(ceil_seconds(previous(-s)).count() == -n);
  }
}

TEST_CASE("decimal fractions are rounded as the doubles that they are") {
  // 0.1 as a double is 0.1 + 5.6e-18, 0.7 is 0.7 - 4.4e-17.
  CHECK(floor_seconds(0.1) == 100000000ns);
  CHECK(ceil_seconds(0.1) == 100000001ns);
  CHECK(floor_seconds(0.7) == 699999999ns);
  CHECK(ceil_seconds(0.7) == 700000000ns);
  CHECK(round_seconds(0.1) == 100000000ns);
  CHECK(round_seconds(0.7) == 700000000ns);
}

TEST_CASE("halves round away from zero") {
  // 2^-10 s = 976562.5 ns
  CHECK(round_seconds(0x1p-10) == 976563ns);
  CHECK(round_seconds(-0x1p-10) == -976563ns);
  CHECK(round_seconds(previous(0x1p-10)) == 976562ns);
  CHECK(round_seconds(next(-0x1p-10)) == -976562ns);
  CHECK(floor_seconds(-0x1p-10) == -976563ns);
  CHECK(ceil_seconds(-0x1p-10) == -976562ns);
}

TEST_CASE("the least values round up to one nanosecond or down to none") {
  const double least = std::numeric_limits<double>::denorm_min();
  CHECK(ceil_seconds(least) == 1ns);
  CHECK(floor_seconds(least) == 0ns);
  CHECK(floor_seconds(-least) == -1ns);
  CHECK(ceil_seconds(-least) == 0ns);
  CHECK(round_seconds(least) == 0ns);
}

TEST_CASE("values beyond the range saturate and stay apart from kNotYet") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(Time{ceil_seconds(infinity)} == kNever);
  CHECK(Time{floor_seconds(1e10)} == kNever);
  CHECK(floor_seconds(-infinity) == -Duration::max());
  CHECK(Time{floor_seconds(-infinity)} != kNotYet);
  CHECK_THROWS(round_seconds(std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("seconds since the start invert the rounding") {
  CHECK(seconds_since_start(kStart + 1500ms) == 1.5);
  CHECK(to_seconds(-1ns) == -1e-9);
  CHECK(round_seconds(to_seconds(86399123456789ns)) == 86399123456789ns);
}
