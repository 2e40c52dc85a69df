#include "base/calendar.hpp"

#include <catch2/catch.hpp>

using namespace urker;

TEST_CASE("an ISO time in UTC is read", "[calendar]") {
  const auto time = parse_calendar("2026-08-22T01:02:03Z");
  REQUIRE(time);
  CHECK(*time == CalendarTime{2026, 8, 22, 1, 2, 3.0});
  CHECK(parse_calendar("2026-08-22T01:02:03.25Z").value().second == 3.25);
  CHECK(parse_calendar("2024-02-29T00:00:00Z"));
  CHECK(parse_calendar("2016-12-31T23:59:60Z").value().second == 60.0);
  CHECK(parse_calendar("2016-12-31T23:59:60.999999999Z"));
}

TEST_CASE("what is no real UTC time is refused", "[calendar]") {
  for (const char* text : {"",
                           "Z",
                           "2026-08-22",
                           "2026-08-22T00:00:00",
                           "2026-08-22T00:00Z",
                           "2026-08-22 00:00:00Z",
                           "2026-08-22T00:00:00z",
                           "2026-08-22T00:00:00+04:00",
                           "26-08-22T00:00:00Z",
                           "2026-8-22T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "1900-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-04-31T00:00:00Z",
                           "2026-04-00T00:00:00Z",
                           "2026-08-22T24:00:00Z",
                           "2026-08-22T00:60:00Z",
                           "2026-08-22T00:00:61Z",
                           "2026-08-22T23:59:61Z",
                           "2026-08-22T00:00:60Z",
                           "2026-08-22T00:00:00.Z",
                           "2026-08-22T00:00:00.0000000001Z",
                           "2026-08-22T00:00:0.5Z",
                           "2026-08-22T00:00:00ZZ",
                           " 2026-08-22T00:00:00Z",
                           "2026-08-22T00:00:-1Z",
                           "-026-08-22T00:00:00Z",
                           "2026-08-22T00:00:1e1Z",
                           "2026-08-22T00:00:00,5Z"}) {
    INFO(text);
    CHECK_FALSE(parse_calendar(text));
  }
}

TEST_CASE("a time is written with the decimals that it needs", "[calendar]") {
  for (const char* text : {"2026-08-22T00:00:00Z", "1957-10-04T19:28:34.5Z", "2016-12-31T23:59:60Z",
                           "2016-12-31T23:59:60.999999999Z", "2100-01-01T00:00:59.000000001Z",
                           "0001-01-01T09:08:07.123456789Z"}) {
    CHECK(format_calendar(parse_calendar(text).value()) == text);
  }
}

TEST_CASE("rounding never makes a second that the minute has not", "[calendar]") {
  CHECK(format_calendar({2026, 1, 1, 0, 0, 59.99999999999}) == "2026-01-01T00:00:59.999999999Z");
  CHECK(format_calendar({2026, 1, 1, 0, 0, 0.1 + 0.2}) == "2026-01-01T00:00:00.3Z");
}
