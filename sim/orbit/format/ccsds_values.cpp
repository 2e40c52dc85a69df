#include "orbit/format/ccsds_values.hpp"

#include "base/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace urker::orbit {
namespace {

constexpr std::string_view kTimeForm = "a time such as 2026-08-22T00:00:00.5 or 2026-234T00:00:00";

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int digits_value(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// "2026-234" as "2026-08-22"; empty if there is no such day.
std::string date_of_day(std::string_view text) {
  if (text.size() != 8 || !all_digits(text.substr(0, 4)) || !all_digits(text.substr(5))) {
    return "";
  }
  using namespace std::chrono;
  const year y(digits_value(text.substr(0, 4)));
  const int day_number = digits_value(text.substr(5));
  const year_month_day date(sys_days(y / January / 1) + days(day_number - 1));
  return day_number < 1 || date.year() != y
             ? ""
             : fmt::format("{}-{:02}-{:02}", text.substr(0, 4), static_cast<unsigned>(date.month()),
                           static_cast<unsigned>(date.day()));
}

std::string range_text(const CcsdsNumber& what) {
  std::string text = what.unit.empty() ? "a number" : fmt::format("a number of {}", what.unit);
  const bool low = std::isfinite(what.least);
  const bool high = std::isfinite(what.most);
  if (low && high) {
    text += what.open ? fmt::format(" between {} and {}", what.least, what.most)
                      : fmt::format(" from {} to {}", what.least, what.most);
  } else if (low) {
    text +=
        what.open ? fmt::format(" above {}", what.least) : fmt::format(", at least {}", what.least);
  }
  return text;
}

bool is_within(double value, const CcsdsNumber& what) {
  return what.open ? value > what.least && value < what.most
                   : value >= what.least && value <= what.most;
}

} // namespace

std::optional<double> ccsds_number(std::string_view text) {
  // A sign for positive numbers is none that std::from_chars knows; it takes "inf" and "nan".
  if (text.starts_with('+') && !text.starts_with("+-")) {
    text.remove_prefix(1);
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && !text.empty();
  return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<CalendarTime> ccsds_time(std::string_view text) {
  if (text.ends_with('Z')) {
    text.remove_suffix(1);
  }
  const std::size_t date_end = text.find('T');
  if (date_end == std::string_view::npos) {
    return std::nullopt;
  }
  constexpr std::size_t kDayForm = 8; // YYYY-DDD
  const std::string date = date_end == kDayForm && text[4] == '-'
                               ? date_of_day(text.substr(0, date_end))
                               : std::string(text.substr(0, date_end));
  return parse_calendar(date + std::string(text.substr(date_end)) + 'Z');
}

std::string ccsds_capitals(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

double CcsdsValues::number(const CcsdsEntry& entry, const CcsdsNumber& what) {
  std::string_view text = entry.value;
  std::string_view unit = entry.unit;
  if (const auto bracket = text.find('[');
      bracket != std::string_view::npos && text.back() == ']') {
    unit = text.substr(bracket + 1, text.size() - bracket - 2);
    text = text.substr(0, bracket);
    text = text.substr(0, text.find_last_not_of(' ') + 1);
  }
  if (!unit.empty() && unit != what.unit) {
    refuse(entry, fmt::format("{} is not its unit; expected {}", in_quotes(unit),
                              what.unit.empty() ? "none" : what.unit));
    return 0.0;
  }
  const auto value = ccsds_number(text);
  if (!value) {
    refuse(entry, fmt::format("{} is no number; expected {}", in_quotes(text), range_text(what)));
  } else if (!is_within(*value, what)) {
    refuse(entry, fmt::format("{} is out of range; expected {}", text, range_text(what)));
  }
  return value.value_or(0.0);
}

int CcsdsValues::whole_number(const CcsdsEntry& entry) {
  constexpr std::size_t kMostDigits = 9;
  if (!all_digits(entry.value) || entry.value.size() > kMostDigits) {
    refuse(entry, fmt::format("{} is no whole number; expected at most nine digits",
                              in_quotes(entry.value)));
    return 0;
  }
  return digits_value(entry.value);
}

CalendarTime CcsdsValues::time(const CcsdsEntry& entry) {
  const auto time = ccsds_time(entry.value);
  if (!time) {
    refuse(entry, fmt::format("{} is no time; expected {}", in_quotes(entry.value), kTimeForm));
  }
  return time.value_or(CalendarTime{});
}

void CcsdsValues::refuse(const CcsdsEntry& entry, std::string_view what) {
  refuse_at(entry.value_place, fmt::format("{}: {}", entry.keyword, what));
}

void CcsdsValues::refuse_at(const TextPlace& place, std::string_view what) {
  mistakes_.add(file_, place.line, place.column, what);
}

} // namespace urker::orbit
