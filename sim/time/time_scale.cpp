#include "time/time_scale.hpp"

#include "base/error.hpp"

#include <erfa.h>
#include <fmt/format.h>

#include <algorithm>

namespace urker {
namespace {

/// A date in TAI: what its midnight is in UTC, the leap seconds taken off.
Time time_in_tai(const CalendarTime& date, const Epoch& epoch) {
  if (date.second >= 60.0) {
    throw Error(Cause::invalid_input,
                fmt::format("{} has a second 60, which only UTC may have", format_calendar(date)));
  }
  const CalendarTime midnight{date.year, date.month, date.day, 0, 0, 0.0};
  const Time start = epoch.at(midnight);
  double leap_seconds = 0.0;
  eraDat(date.year, date.month, date.day, 0.0, &leap_seconds);
  return start + std::chrono::hours(date.hour) + std::chrono::minutes(date.minute) +
         round_seconds(date.second) - round_seconds(leap_seconds);
}

} // namespace

std::optional<TimeScale> find_time_scale(std::string_view name) {
  const auto found = std::find(kTimeScaleNames.begin(), kTimeScaleNames.end(), name);
  return found == kTimeScaleNames.end()
             ? std::nullopt
             : std::optional(static_cast<TimeScale>(found - kTimeScaleNames.begin()));
}

Time time_in(TimeScale scale, const CalendarTime& date, const Epoch& epoch) {
  constexpr Duration kTtMinusTai = std::chrono::milliseconds(32'184);
  constexpr Duration kTaiMinusGps = std::chrono::seconds(19);
  switch (scale) {
  case TimeScale::utc:
    break;
  case TimeScale::tai:
    return time_in_tai(date, epoch);
  case TimeScale::gps:
    return time_in_tai(date, epoch) + kTaiMinusGps;
  case TimeScale::tt:
    return time_in_tai(date, epoch) - kTtMinusTai;
  case TimeScale::tdb: {
    // TDB runs within 2 ms of TT, and their difference hardly changes in that time.
    const Time as_tt = time_in_tai(date, epoch) - kTtMinusTai;
    const JulianDate tt = epoch.tt(as_tt);
    const JulianDate tdb = epoch.tdb(as_tt);
    return as_tt - round_seconds(((tdb.day - tt.day) + (tdb.fraction - tt.fraction)) * 86400.0);
  }
  }
  return epoch.at(date);
}

} // namespace urker
