#include "base/calendar.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace urker {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Takes the next `size` digits and the character `after` them off the front of `text`.
std::optional<int> take(std::string_view& text, std::size_t size, char after) {
  if (text.size() <= size || text[size] != after || !all_digits(text.substr(0, size))) {
    return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + size, value);
  text.remove_prefix(size + 1);
  return value;
}

/// `SS` or `SS.f` with one to nine decimals.
std::optional<double> parse_second(std::string_view text) {
  const bool whole = text.size() == 2 && all_digits(text);
  const bool fraction = text.size() >= 4 && text.size() <= 12 && text[2] == '.' &&
                        all_digits(text.substr(0, 2)) && all_digits(text.substr(3));
  if (!whole && !fraction) {
    return std::nullopt;
  }
  double value = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_real(const CalendarTime& t) {
  const std::chrono::year_month_day date{std::chrono::year(t.year),
                                         std::chrono::month(static_cast<unsigned>(t.month)),
                                         std::chrono::day(static_cast<unsigned>(t.day))};
  const bool last_minute = t.hour == 23 && t.minute == 59;
  return date.ok() && t.hour < 24 && t.minute < 60 && t.second < (last_minute ? 61.0 : 60.0);
}

} // namespace

std::optional<CalendarTime> parse_calendar(std::string_view text) {
  const auto year = take(text, 4, '-');
  const auto month = take(text, 2, '-');
  const auto day = take(text, 2, 'T');
  const auto hour = take(text, 2, ':');
  const auto minute = take(text, 2, ':');
  if (!year || !month || !day || !hour || !minute || !text.ends_with('Z')) {
    return std::nullopt;
  }
  const auto second = parse_second(text.substr(0, text.size() - 1));
  if (!second) {
    return std::nullopt;
  }
  const CalendarTime time{*year, *month, *day, *hour, *minute, *second};
  return is_real(time) ? std::optional(time) : std::nullopt;
}

std::string format_calendar(const CalendarTime& time) {
  // Rounding must not reach the next second: it could be second 60 of a minute that has none.
  const double whole = std::floor(time.second);
  const auto nanoseconds =
      std::min(std::llround((time.second - whole) * static_cast<double>(kNanosecondsPerSecond)),
               static_cast<long long>(kNanosecondsPerSecond - 1));
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", time.year, time.month,
                                 time.day, time.hour, time.minute, static_cast<int>(whole));
  if (nanoseconds > 0) {
    text += fmt::format(".{:09}", nanoseconds);
    text.resize(text.find_last_not_of('0') + 1);
  }
  return text + 'Z';
}

} // namespace urker
