#include "orbit/format/tle.hpp"

#include "base/error.hpp"
#include "base/mistakes.hpp"
#include "base/text_lines.hpp"
#include "base/units.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace urker::orbit {

namespace {

constexpr std::size_t kChecksumColumn = 69;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

/// The sum of the digits before the checksum, a minus counting 1, modulo 10.
int checksum(std::string_view line) {
  int sum = 0;
  for (const char c : line.substr(0, kChecksumColumn - 1)) {
    sum += is_digit(c) ? c - '0' : c == '-' ? 1 : 0;
  }
  return sum % 10;
}

struct Line {
  std::string_view text;
  std::size_t number = 0;
};

/// The two lines of one set, and the reading of their columns, which count from 1.
class Parser {
 public:
  explicit Parser(std::string file) : file_(std::move(file)) {}

  void add_line(std::string_view text, std::size_t number) {
    const Line line{text, number};
    if (trimmed(text).empty() || text.front() == '#') {
      return;
    }
    if (is_element_line(text, '1')) {
      require_no_open_set();
      first_ = line;
    } else if (is_element_line(text, '2')) {
      if (first_) {
        add_set(*first_, line);
      } else {
        fail(line, 1, "a line 2 without a line 1 before it");
      }
      first_.reset();
      name_ = {};
    } else {
      require_no_open_set();
      name_ = text.starts_with("0 ") ? trimmed(text.substr(2)) : trimmed(text);
    }
  }

  ElementSets finish() {
    require_no_open_set();
    mistakes_.throw_if_any();
    return std::move(result_);
  }

 private:
  /// Names may begin with a digit too; only elements have a decimal point where it belongs.
  static bool is_element_line(std::string_view text, char number) {
    const std::size_t point = number == '1' ? 24 : 12;
    return text.size() >= point && text[0] == number && text[1] == ' ' && text[point - 1] == '.';
  }

  void fail(const Line& line, std::size_t column, std::string_view what) {
    mistakes_.add(file_, line.number, column, what);
  }
  void note(const Line& line, std::string_view what) {
    result_.notes.push_back(fmt::format("{}:{}: {}", file_, line.number, what));
  }

  void require_no_open_set() {
    if (first_) {
      fail(*first_, 1, "a line 1 without a line 2 after it");
      first_.reset();
    }
  }

  bool check_length_and_sum(const Line& line) {
    if (line.text.size() + 1 < kChecksumColumn) {
      fail(line, line.text.size() + 1, "the line ends before its columns do, expected 69 of them");
      return false;
    }
    const std::string_view rest = line.text.substr(kChecksumColumn - 1);
    if (rest.empty() || rest.front() == ' ') {
      note(line, "no checksum");
    } else if (rest.front() != static_cast<char>('0' + checksum(line.text))) {
      fail(line, kChecksumColumn,
           fmt::format("the checksum is {} but the line's digits give {}", rest.front(),
                       checksum(line.text)));
      return false;
    }
    if (rest.size() > 1 && !trimmed(rest.substr(1)).empty()) {
      note(line, fmt::format("\"{}\" behind the elements is left out", trimmed(rest.substr(1))));
    }
    return true;
  }

  static std::string_view columns(const Line& line, std::size_t from, std::size_t to) {
    return line.text.substr(from - 1, to - from + 1);
  }

  double number(const Line& line, std::size_t from, std::size_t to, std::string_view what) {
    return parse_number(line, from, trimmed(columns(line, from, to)), what);
  }

  /// Digits after a decimal point that is not printed.
  double fraction(const Line& line, std::size_t from, std::size_t to, std::string_view what) {
    std::string digits(columns(line, from, to));
    std::replace(digits.begin(), digits.end(), ' ', '0');
    return parse_number(line, from, "0." + digits, what);
  }

  /// " 28098-4" is 0.28098e-4.
  double scientific(const Line& line, std::size_t from, std::size_t to, std::string_view what) {
    std::string_view text = trimmed(columns(line, from, to));
    if (text.empty()) {
      return 0.0;
    }
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') {
      text.remove_prefix(1);
    }
    const std::size_t sign = text.find_first_of("+-");
    std::string plain = "0." + std::string(trimmed(text.substr(0, sign)));
    if (sign != std::string_view::npos) {
      plain += text[sign] == '-' ? "e-" : "e";
      plain += text.substr(sign + 1);
    }
    const double value = parse_number(line, from, plain, what);
    return negative ? -value : value;
  }

  double parse_number(const Line& line, std::size_t column, std::string_view text,
                      std::string_view what) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
      fail(line, column, fmt::format("\"{}\" is no {}", text, what));
    }
    return value;
  }

  int catalogue_number(const Line& line) {
    const std::string_view text = columns(line, 3, 7);
    const char first = text.front();
    constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    const std::size_t letter = kLetters.find(first);
    const std::string_view digits =
        trimmed(letter == std::string_view::npos ? text : text.substr(1));
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value < 0) {
      fail(line, 3, fmt::format("\"{}\" is no catalogue number", text));
    }
    return letter == std::string_view::npos ? value
                                            : (static_cast<int>(letter) + 10) * 10000 + value;
  }

  /// Columns 19 to 32: year, day of the year and its decimal fraction, whose eighth digit is 864
  /// us.
  CalendarTime epoch(const Line& line) {
    const int year = static_cast<int>(number(line, 19, 20, "year"));
    const int day_of_year = static_cast<int>(number(line, 21, 23, "day of the year"));
    std::string digits(trimmed(columns(line, 25, 32)));
    std::int64_t fraction = 0;
    digits.resize(8, '0');
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + 8, fraction);
    const int full_year = year + (year < 57 ? 2000 : 1900);
    const bool leap = full_year % 4 == 0; // 2100 is not within two digits
    if (error != std::errc{} || end != digits.data() + 8 || day_of_year < 1 ||
        day_of_year > (leap ? 366 : 365)) {
      fail(line, 19, fmt::format("\"{}\" is no epoch", columns(line, 19, 32)));
      return {};
    }
    CalendarTime utc;
    utc.year = full_year;
    int day = day_of_year;
    utc.month = 1;
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const auto days_of = [leap](int month) {
      return kDays[month - 1] + (leap && month == 2 ? 1 : 0);
    };
    while (day > days_of(utc.month)) {
      day -= days_of(utc.month);
      ++utc.month;
    }
    utc.day = day;
    const std::int64_t microseconds = fraction * 864;
    utc.hour = static_cast<int>(microseconds / 3'600'000'000);
    utc.minute = static_cast<int>(microseconds / 60'000'000 % 60);
    utc.second = static_cast<double>(microseconds % 60'000'000) / 1e6;
    return utc;
  }

  MeanElements elements(const Line& first, const Line& second) {
    MeanElements x;
    x.epoch = epoch(first);
    x.bstar_per_earth_radius = scientific(first, 54, 61, "drag term");
    x.inclination_rad = number(second, 9, 16, "inclination") * unit::deg.scale;
    x.raan_rad = number(second, 18, 25, "right ascension") * unit::deg.scale;
    x.eccentricity = fraction(second, 27, 33, "eccentricity");
    x.argument_of_perigee_rad = number(second, 35, 42, "argument of perigee") * unit::deg.scale;
    x.mean_anomaly_rad = number(second, 44, 51, "mean anomaly") * unit::deg.scale;
    x.mean_motion_rad_s = number(second, 53, 63, "mean motion") * unit::rev_per_d.scale;
    return x;
  }

  void add_set(const Line& first, const Line& second) {
    const bool first_whole = check_length_and_sum(first);
    if (!check_length_and_sum(second) || !first_whole) {
      return;
    }
    ElementSet set;
    set.catalogue_number = catalogue_number(first);
    if (catalogue_number(second) != set.catalogue_number) {
      fail(second, 3,
           fmt::format("line 2 is of object {}, line 1 of {}", trimmed(columns(second, 3, 7)),
                       trimmed(columns(first, 3, 7))));
    }
    set.name = name_.empty() ? std::to_string(set.catalogue_number) : std::string(name_);
    set.designator = trimmed(columns(first, 10, 17));
    set.elements = elements(first, second);
    result_.sets.push_back(std::move(set));
  }

  std::string file_;
  std::string_view name_;
  std::optional<Line> first_;
  Mistakes mistakes_;
  ElementSets result_;
};

} // namespace

ElementSets parse_tle(std::string_view text, const std::string& file) {
  Parser parser(file);
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(text);
    while (line.ends_with(' ')) {
      line.remove_suffix(1);
    }
    parser.add_line(line, number);
  }
  return parser.finish();
}

ElementSets read_tle(const std::filesystem::path& path) {
  return parse_tle(read_text(path), path.string());
}

} // namespace urker::orbit
