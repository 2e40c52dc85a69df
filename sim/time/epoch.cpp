#include "time/epoch.hpp"

#include "base/error.hpp"

#include <erfa.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace urker {

namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kNanosecondsPerDay = kSecondsPerDay * kNanosecondsPerSecond;
constexpr std::int64_t kTtMinusTai_ns = 32'184'000'000;

/// A date and time of day in whole numbers. In UTC `nanosecond` passes 86400 s in a leap second.
struct DayTime {
  std::int64_t day = 0; ///< Julian day number at noon
  std::int64_t nanosecond = 0;
};

struct Date {
  int year = 0, month = 0, day = 0;
};

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return quotient - (a % b < 0 ? 1 : 0);
}

/// Carries whole days out of `nanosecond` (days of 86400 s: for TAI and TT).
DayTime normalised(DayTime x) {
  const std::int64_t carry = floor_divide(x.nanosecond, kNanosecondsPerDay);
  return {x.day + carry, x.nanosecond - carry * kNanosecondsPerDay};
}

Date calendar_date(std::int64_t day) {
  Date date;
  double fraction = 0.0;
  const int status =
      eraJd2cal(static_cast<double>(day), -0.5, &date.year, &date.month, &date.day, &fraction);
  require(status == 0, "a day number has no calendar date");
  return date;
}

/// By the calendar and ERFA's table.
std::int64_t looked_up_leap_seconds(std::int64_t day) {
  const Date date = calendar_date(day);
  double seconds = 0.0;
  // A positive status only says that the year is beyond the leap-second table's foresight.
  const int status = eraDat(date.year, date.month, date.day, 0.0, &seconds);
  require(status >= 0 && date.year >= 1972, "UTC is used before 1972");
  return static_cast<std::int64_t>(seconds);
}

/// TAI - UTC at the start of a UTC day, in whole seconds (true since 1972).
std::int64_t leap_seconds(std::int64_t day) {
  // Instants are asked for by the million within few days.
  struct Known {
    std::int64_t day = -1;
    std::int64_t seconds = 0;
  };
  thread_local std::array<Known, 64> known{};
  Known& entry = known[static_cast<std::uint64_t>(day) % known.size()];
  if (entry.day != day) {
    entry = {day, looked_up_leap_seconds(day)};
  }
  return entry.seconds;
}

DayTime tai_from_utc(const CalendarTime& utc) {
  double day = 0.0;
  double fraction = 0.0;
  // Bad dates and times of day give a negative status; the bit of value 2 says that the second does
  // not exist in its minute.
  const int status = eraDtf2d("UTC", utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second,
                              &day, &fraction);
  if (status < 0 || (status & 2) != 0) {
    throw Error(Cause::invalid_input, fmt::format("{} is no time of UTC", format_calendar(utc)));
  }
  if (utc.year < 1972) {
    throw Error(Cause::invalid_input,
                fmt::format("{} is before 1972, when UTC began", format_calendar(utc)));
  }
  eraCal2jd(utc.year, utc.month, utc.day, &day, &fraction);
  const std::int64_t number = std::llround(day + 0.5 + fraction); // exact: both end in .5
  const std::int64_t whole_seconds = (utc.hour * 60 + utc.minute) * 60 + leap_seconds(number);
  return normalised(
      {number, whole_seconds * kNanosecondsPerSecond + round_seconds(utc.second).count()});
}

DayTime utc_from_tai(const DayTime& tai) {
  // The last UTC day whose start is not later. TAI runs ahead of UTC by less than a day.
  for (std::int64_t day = tai.day;; --day) {
    const std::int64_t nanosecond = (tai.day - day) * kNanosecondsPerDay + tai.nanosecond -
                                    leap_seconds(day) * kNanosecondsPerSecond;
    if (nanosecond >= 0) {
      return {day, nanosecond};
    }
  }
}

struct TimeOfDay {
  int hour = 0, minute = 0;
  std::int64_t nanosecond_of_minute = 0;
};

/// A leap second belongs to the last minute of its day.
TimeOfDay time_of_day(std::int64_t nanosecond) {
  constexpr std::int64_t kMinute_ns = 60 * kNanosecondsPerSecond;
  const std::int64_t minute = std::min<std::int64_t>(nanosecond / kMinute_ns, 24 * 60 - 1);
  return {static_cast<int>(minute / 60), static_cast<int>(minute % 60),
          nanosecond - minute * kMinute_ns};
}

/// The TAI date and time of an instant, given the start's.
DayTime tai_at(const DayTime& start, Time t) {
  // Days first, so that the ends of Time's range do not overflow.
  const std::int64_t elapsed = t.time_since_epoch().count();
  return normalised(
      {start.day + elapsed / kNanosecondsPerDay, start.nanosecond + elapsed % kNanosecondsPerDay});
}

JulianDate julian_date(const DayTime& x, std::int64_t day_length_ns = kNanosecondsPerDay) {
  return {static_cast<double>(x.day) - 0.5,
          static_cast<double>(x.nanosecond) / static_cast<double>(day_length_ns)};
}

} // namespace

Epoch::Epoch(const CalendarTime& utc_start) {
  const DayTime start = tai_from_utc(utc_start);
  start_tai_day_ = start.day;
  start_tai_nanosecond_ = start.nanosecond;
}

std::string Epoch::utc_text(Time t, int decimals) const {
  require(decimals >= 0 && decimals <= 9, "a time has from 0 to 9 decimals");
  std::int64_t unit_ns = kNanosecondsPerSecond;
  for (int i = 0; i < decimals; ++i) {
    unit_ns /= 10;
  }
  // Rounded in TAI: leap seconds are whole, so the same digits change.
  DayTime tai = tai_at({start_tai_day_, start_tai_nanosecond_}, t);
  tai.nanosecond = (tai.nanosecond + unit_ns / 2) / unit_ns * unit_ns;
  const DayTime utc = utc_from_tai(normalised(tai));
  const Date date = calendar_date(utc.day);
  const TimeOfDay time = time_of_day(utc.nanosecond);
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.year, date.month, date.day, time.hour,
                  time.minute, time.nanosecond_of_minute / kNanosecondsPerSecond);
  if (decimals > 0) {
    text += fmt::format(".{:0{}}", time.nanosecond_of_minute % kNanosecondsPerSecond / unit_ns,
                        decimals);
  }
  return text + 'Z';
}

CalendarTime Epoch::utc(Time t) const {
  const DayTime utc = utc_from_tai(tai_at({start_tai_day_, start_tai_nanosecond_}, t));
  const Date date = calendar_date(utc.day);
  const TimeOfDay time = time_of_day(utc.nanosecond);
  return {date.year, date.month,  date.day,
          time.hour, time.minute, static_cast<double>(time.nanosecond_of_minute) / 1e9};
}

Time Epoch::at(const CalendarTime& utc) const {
  const DayTime tai = tai_from_utc(utc);
  const std::int64_t days = tai.day - start_tai_day_;
  constexpr std::int64_t kMostDays = std::numeric_limits<std::int64_t>::max() / kNanosecondsPerDay;
  if (days <= -kMostDays || days >= kMostDays) {
    throw Error(Cause::invalid_input,
                fmt::format("{} is more than 292 years from the start", format_calendar(utc)));
  }
  return Time{Duration{days * kNanosecondsPerDay + tai.nanosecond - start_tai_nanosecond_}};
}

JulianDate Epoch::tai(Time t) const {
  return julian_date(tai_at({start_tai_day_, start_tai_nanosecond_}, t));
}

JulianDate Epoch::tt(Time t) const {
  DayTime tt = tai_at({start_tai_day_, start_tai_nanosecond_}, t);
  tt.nanosecond += kTtMinusTai_ns;
  return julian_date(normalised(tt));
}

JulianDate Epoch::tdb(Time t) const {
  JulianDate date = tt(t);
  // UT and the place matter only away from the Earth's centre; TT for TDB is allowed.
  date.fraction +=
      eraDtdb(date.day, date.fraction, 0.0, 0.0, 0.0, 0.0) / static_cast<double>(kSecondsPerDay);
  return date;
}

JulianDate Epoch::utc_julian(Time t) const {
  const DayTime utc = utc_from_tai(tai_at({start_tai_day_, start_tai_nanosecond_}, t));
  const std::int64_t leap_s = leap_seconds(utc.day + 1) - leap_seconds(utc.day);
  return julian_date(utc, kNanosecondsPerDay + leap_s * kNanosecondsPerSecond);
}

JulianDate Epoch::ut1(Time t, double ut1_minus_utc_s) const {
  const DayTime utc = utc_from_tai(tai_at({start_tai_day_, start_tai_nanosecond_}, t));
  JulianDate ut1 = julian_date(utc);
  ut1.fraction += ut1_minus_utc_s / static_cast<double>(kSecondsPerDay);
  return ut1;
}

} // namespace urker
