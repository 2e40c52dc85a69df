#include "orbit/atmosphere/space_weather.hpp"

#include "base/error.hpp"
#include "base/text_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace urker::data {
std::string_view space_weather(); // sim/data/space_weather.csv
} // namespace urker::data

namespace urker::orbit {

namespace {

int modified_julian_day(int year, int month, int day) {
  constexpr int kUnixEpoch = 40587; // 1970-01-01
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) {
    return -1;
  }
  return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count()) + kUnixEpoch;
}

/// One number of a row of fixed columns. `column` counts from 0.
struct CssiLine {
  std::string_view text;
  const std::string& file;
  std::size_t number;

  [[nodiscard]] double value(std::size_t column, std::size_t width) const {
    std::string_view cell = column < text.size() ? text.substr(column, width) : std::string_view{};
    cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
    double result = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), result);
    if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(result)) {
      refuse(column, "expected a number");
    }
    return result;
  }
  [[noreturn]] void refuse(std::size_t column, const char* why) const {
    throw Error(Cause::invalid_input, fmt::format("{}:{}:{}: {}", file, number, column + 1, why));
  }
};

} // namespace

const SpaceWeather& SpaceWeather::shipped() {
  static const SpaceWeather table = [] {
    SpaceWeather result;
    ShippedRows rows(data::space_weather(), "space_weather.csv");
    while (rows.next()) {
      const int day = rows.integer();
      const double ap = rows.number();
      const double f107 = rows.number();
      Row& row = result.rows_.emplace_back(Row{day, ap, f107, rows.number(), {}});
      for (double& ap_3h : row.ap_3h) {
        ap_3h = rows.number();
      }
    }
    return result;
  }();
  return table;
}

SpaceWeather SpaceWeather::from_cssi(std::string_view text, const std::string& file) {
  SpaceWeather result;
  bool inside = false;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const CssiLine line{take_line(text), file, number};
    if (line.text.starts_with("BEGIN ")) {
      // The fitted months only repeat the predicted ones.
      inside = line.text != "BEGIN MONTHLY_FIT";
    } else if (line.text.starts_with("END ")) {
      inside = false;
    } else if (inside && !line.text.empty() && line.text[0] != '#') {
      const int day = modified_julian_day(static_cast<int>(line.value(0, 4)),
                                          static_cast<int>(line.value(4, 3)),
                                          static_cast<int>(line.value(7, 3)));
      if (day < 0) {
        line.refuse(0, "no such date");
      }
      if (!result.rows_.empty() && day <= result.rows_.back().day) {
        line.refuse(0, "the date is not after that of the row before");
      }
      Row row{day, line.value(78, 4), line.value(112, 6), line.value(118, 6), {}};
      for (std::size_t i = 0; i < row.ap_3h.size(); ++i) {
        row.ap_3h[i] = line.value(46 + 4 * i, 4);
      }
      if (row.ap < 0.0 || *std::min_element(row.ap_3h.begin(), row.ap_3h.end()) < 0.0 ||
          row.f107 <= 0.0 || row.f107a <= 0.0) {
        line.refuse(78, "an index is out of range");
      }
      result.rows_.push_back(row);
    }
  }
  if (result.rows_.empty()) {
    throw Error(Cause::invalid_input, fmt::format("{}: no rows of space weather", file));
  }
  return result;
}

bool SpaceWeather::covers(double mjd_utc) const {
  return mjd_utc >= rows_.front().day && mjd_utc < rows_.back().day + 1;
}

const SpaceWeather::Row& SpaceWeather::row(int day) const {
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), day,
                                      [](int d, const Row& x) { return d < x.day; });
  return after == rows_.begin() ? rows_.front() : *(after - 1);
}

SolarIndices SpaceWeather::at(double mjd_utc) const {
  const double first = rows_.front().day;
  const double last = rows_.back().day;
  const int day = static_cast<int>(std::clamp(std::floor(mjd_utc), first, last + 1.0));
  const Row& today = row(day);
  return {.f107 = row(day - 1).f107, .f107a = today.f107a, .ap = today.ap};
}

ApHistory SpaceWeather::ap_history(double mjd_utc) const {
  const double limited = std::clamp(mjd_utc, rows_.front().day - 1.0, rows_.back().day + 1.0);
  const int last = static_cast<int>(std::floor(limited * 8.0));
  const auto before = [&](int count) {
    const int slot = last - count;
    return row(slot / 8).ap_3h[static_cast<std::size_t>(slot % 8)];
  };
  const auto mean = [&](int first) {
    double sum = 0.0;
    for (int i = 0; i < 8; ++i) {
      sum += before(first + i);
    }
    return sum / 8.0;
  };
  return {before(0), before(1), before(2), before(3), mean(4), mean(12)};
}

} // namespace urker::orbit
