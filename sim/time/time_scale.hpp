#pragma once

#include "time/epoch.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace urker {

/// Scales in which exchange files give dates. UT1 is none of them: it takes a table.
enum class TimeScale { utc, tai, tt, tdb, gps };

inline constexpr std::array<std::string_view, 5> kTimeScaleNames{"UTC", "TAI", "TT", "TDB", "GPS"};

/// The scale of that name ("TT"), or nothing.
[[nodiscard]] std::optional<TimeScale> find_time_scale(std::string_view name);

/// The instant of a date and time of day in a scale, to the nanosecond; of TDB at the Earth's
/// centre and to some nanoseconds (see `Epoch::tdb`). Throws `Error{invalid_input}` for a time that
/// does not exist (a second 60 without leap second, or outside of UTC), lies before 1972 or more
/// than 292 years from the epoch.
[[nodiscard]] Time time_in(TimeScale scale, const CalendarTime& date, const Epoch& epoch);

} // namespace urker
