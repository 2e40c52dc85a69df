#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace urker {

/// A date and time of day in UTC, as written: `2026-08-22T00:00:00Z`. Second 60 is allowed where
/// the text has it; whether such a leap second exists is checked by the time scales.
struct CalendarTime {
  int year = 2000, month = 1, day = 1, hour = 0, minute = 0;
  double second = 0.0;
  friend auto operator<=>(const CalendarTime&, const CalendarTime&) = default;
};

/// Reads ISO 8601 in UTC with a trailing `Z`; nothing if the text is no such time or no real date.
[[nodiscard]] std::optional<CalendarTime> parse_calendar(std::string_view text);

/// ISO 8601 with as many decimals of a second as needed, at most nine.
[[nodiscard]] std::string format_calendar(const CalendarTime& time);

} // namespace urker
