#include "link/weather/season.hpp"

#include <chrono>
#include <cmath>
#include <cstddef>

namespace urker::link {

namespace {

constexpr double kMonth_s = 365.2425 * 86400.0 / 12.0;

double months_into_year(const CalendarTime& utc) {
  using namespace std::chrono;
  const sys_days day = year(utc.year) / month(static_cast<unsigned>(utc.month)) /
                       std::chrono::day(static_cast<unsigned>(utc.day));
  const sys_days first = year(utc.year) / January / 1;
  return (static_cast<double>((day - first).count()) * 86400.0 + utc.hour * 3600.0 +
          utc.minute * 60.0 + utc.second) /
         kMonth_s;
}

} // namespace

Season::Season(const CalendarTime& start) : start_months_(months_into_year(start)) {}

double Season::value(std::span<const double> monthly, Time t) const {
  const double months = start_months_ + seconds_since_start(t) / kMonth_s - 0.5; // from mid-January
  const double whole = std::floor(months);
  const auto before = static_cast<std::size_t>(std::fmod(std::fmod(whole, 12.0) + 12.0, 12.0));
  const double fraction = months - whole;
  return monthly[before] + fraction * (monthly[(before + 1) % 12] - monthly[before]);
}

} // namespace urker::link
