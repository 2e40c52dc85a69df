#include "run/two_line.hpp"

#include "base/units.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace urker::run {
namespace {

constexpr std::size_t kLength = 69;

bool begins_set_line(std::string_view line, char digit) {
  return line.size() >= 2 && line[0] == digit && line[1] == ' ' && line.size() > 60;
}

/// Digits count by value, a minus sign as 1.
char checksum(std::string_view line) {
  int sum = 0;
  for (const char c : line.substr(0, kLength - 1)) {
    sum += c >= '0' && c <= '9' ? c - '0' : (c == '-' ? 1 : 0);
  }
  return static_cast<char>('0' + sum % 10);
}

/// One line of a set; what is wrong with it goes to the mistakes.
class SetLine {
 public:
  SetLine(const std::string& file, const TextLine& line, Mistakes& mistakes)
      : file_(file), line_(line), mistakes_(mistakes) {
    if (line.text.size() != kLength) {
      add(std::min(line.text.size(), kLength) + 1,
          fmt::format("a line of a set has {} characters, not {}", kLength, line.text.size()));
      sound_ = false;
    } else if (line.text.back() != checksum(line.text)) {
      add(kLength,
          fmt::format("the checksum is {}, not {}", checksum(line.text), line.text.back()));
    }
  }
  /// False: too short to be read.
  [[nodiscard]] bool sound() const { return sound_; }
  /// Columns from 1, as the format counts them.
  [[nodiscard]] std::string_view cut(std::size_t first, std::size_t last) const {
    return line_.text.substr(first - 1, last - first + 1);
  }
  [[nodiscard]] double number(std::size_t first, std::size_t last, double least,
                              double greatest) const {
    return checked(number_in(cut(first, last)), first, last, least, greatest);
  }
  /// Digits behind a decimal point that is not written.
  [[nodiscard]] double fraction(std::size_t first, std::size_t last) const {
    const auto digits = trimmed(cut(first, last));
    const bool whole = digits.find_first_not_of("0123456789") == std::string_view::npos;
    return checked(whole ? number_in("0." + std::string(digits)) : std::nullopt, first, last, 0.0,
                   1.0);
  }
  /// `sddddd-e`: a fraction with a power of ten.
  [[nodiscard]] double scaled(std::size_t first, std::size_t last) const {
    const std::string_view text = trimmed(cut(first, last));
    if (text.size() < 3) {
      return checked(std::nullopt, first, last, 0.0, 0.0);
    }
    const bool negative = text.front() == '-';
    std::string_view digits = text.substr(0, text.size() - 2);
    if (negative || text.front() == '+') {
      digits.remove_prefix(1);
    }
    return checked(number_in(fmt::format("{}0.{}e{}", negative ? "-" : "", digits,
                                         text.substr(text.size() - 2))),
                   first, last, -1.0, 1.0);
  }
  void add(std::size_t column, std::string_view text) const {
    mistakes_.add(file_, line_.number, column, text);
  }

 private:
  double checked(std::optional<double> value, std::size_t first, std::size_t last, double least,
                 double greatest) const {
    if (!value) {
      add(first, fmt::format("`{}` is no number", cut(first, last)));
    } else if (!(*value >= least && *value <= greatest)) {
      add(first, fmt::format("{} is not between {} and {}", *value, least, greatest));
    }
    return value.value_or(0.0);
  }

  const std::string& file_;
  const TextLine& line_;
  Mistakes& mistakes_;
  bool sound_ = true;
};

/// Year and day of the year with eight decimals, exactly: such a day has whole nanoseconds.
CalendarTime epoch_of(int two_digits, double day_of_year) {
  const int year = two_digits < 57 ? 2000 + two_digits : 1900 + two_digits;
  const auto whole = static_cast<int>(day_of_year);
  const auto units = std::llround((day_of_year - whole) * 1e8); // of 864 us
  const std::int64_t microseconds = units * 864;
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::year{year} / 1 / 1} +
      std::chrono::days{whole - 1 + microseconds / 86'400'000'000}};
  const std::int64_t of_day = microseconds % 86'400'000'000;
  return {year,
          static_cast<int>(unsigned{date.month()}),
          static_cast<int>(unsigned{date.day()}),
          static_cast<int>(of_day / 3'600'000'000),
          static_cast<int>(of_day / 60'000'000 % 60),
          static_cast<double>(of_day % 60'000'000) / 1e6};
}

PlanSatellite satellite_of(const SetLine& one, const SetLine& two, std::string_view name) {
  constexpr double kDegree = unit::deg.scale;
  PlanSatellite s;
  s.catalogue = trimmed(one.cut(3, 7));
  s.name = name.empty() ? s.catalogue : std::string(name);
  if (trimmed(two.cut(3, 7)) != s.catalogue) {
    two.add(3, fmt::format("catalogue number `{}` after `{}`", two.cut(3, 7), s.catalogue));
  }
  const auto year = static_cast<int>(one.number(19, 20, 0.0, 99.0));
  s.elements.epoch = epoch_of(year, one.number(21, 32, 1.0, 366.99999999));
  s.elements.bstar_per_earth_radius = one.scaled(54, 61);
  s.elements.inclination_rad = two.number(9, 16, 0.0, 180.0) * kDegree;
  s.elements.raan_rad = two.number(18, 25, -360.0, 360.0) * kDegree;
  s.elements.eccentricity = two.fraction(27, 33);
  s.elements.argument_of_perigee_rad = two.number(35, 42, -360.0, 360.0) * kDegree;
  s.elements.mean_anomaly_rad = two.number(44, 51, -360.0, 360.0) * kDegree;
  s.elements.mean_motion_rad_s = two.number(53, 63, 1e-8, 20.0) * unit::rev_per_d.scale;
  return s;
}

} // namespace

std::vector<PlanSatellite> read_two_line_sets(const std::string& file, std::string_view text,
                                              Mistakes& mistakes) {
  std::vector<PlanSatellite> satellites;
  const auto lines = lines_of(text);
  std::string_view name;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!begins_set_line(lines[i].text, '1')) {
      if (begins_set_line(lines[i].text, '2')) {
        mistakes.add(file, lines[i].number, 1, "the second line of a set without its first");
      }
      name = trimmed(lines[i].text.starts_with("0 ") ? lines[i].text.substr(2) : lines[i].text);
      continue;
    }
    if (i + 1 == lines.size() || !begins_set_line(lines[i + 1].text, '2')) {
      mistakes.add(file, lines[i].number, 1, "the first line of a set without its second");
      continue;
    }
    const SetLine one(file, lines[i], mistakes), two(file, lines[i + 1], mistakes);
    if (one.sound() && two.sound()) {
      satellites.push_back(satellite_of(one, two, name));
    }
    name = {};
    ++i;
  }
  if (lines.empty()) {
    mistakes.add(file, 1, 1, "no element set");
  }
  return satellites;
}

} // namespace urker::run
