#pragma once

#include "base/calendar.hpp"
#include "time/time.hpp"

#include <string>

namespace urker {

/// A Julian date in two parts, as ERFA takes it.
struct JulianDate {
  double day = 0.0;
  double fraction = 0.0;
};

/// The scenario's start, and with it the meaning of `Time` in the civil and astronomical scales.
/// Leap seconds by ERFA's table: a day with a leap second has 86401 s.
class Epoch {
 public:
  /// Throws `Error{invalid_input}` for a date that does not exist (a second 60 without leap second)
  /// or lies before 1972.
  explicit Epoch(const CalendarTime& utc_start);

  /// Text in ISO 8601 UTC with `decimals` of a second, rounded; 23:59:60 where it is one.
  [[nodiscard]] std::string utc_text(Time t, int decimals = 3) const;
  [[nodiscard]] CalendarTime utc(Time t) const;
  /// Exact to the nanosecond. Throws as the constructor does.
  [[nodiscard]] Time at(const CalendarTime& utc) const;

  [[nodiscard]] JulianDate tai(Time t) const;
  [[nodiscard]] JulianDate tt(Time t) const;
  /// At the Earth's centre, by the series of Fairhead and Bretagnon (ERFA's eraDtdb): some ns from
  /// the time argument of JPL's ephemerides. Some 20 us.
  [[nodiscard]] JulianDate tdb(Time t) const;
  /// ERFA's quasi-JD, where a leap-second day is 86401 s long.
  [[nodiscard]] JulianDate utc_julian(Time t) const;
  /// `ut1_minus_utc_s` from the Earth-orientation table.
  [[nodiscard]] JulianDate ut1(Time t, double ut1_minus_utc_s) const;

 private:
  std::int64_t start_tai_day_ = 0; ///< integer Julian day number (at noon) of the start in TAI
  std::int64_t start_tai_nanosecond_ = 0; ///< nanosecond of that day
};

} // namespace urker
