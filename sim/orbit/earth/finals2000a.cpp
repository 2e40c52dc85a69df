#include "orbit/earth/finals2000a.hpp"

#include "base/error.hpp"
#include "base/text_lines.hpp"

#include <erfam.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace urker::orbit {

namespace {

/// Columns of a figure, counted from 1 as the IERS does, and what its size may be.
struct Field {
  std::size_t first, last;
  double greatest;
  const char* name;
};

constexpr Field kDay{8, 15, 1e6, "modified Julian date"};
constexpr Field kPoleX_a{19, 27, 5.0, "pole x, arc seconds"};
constexpr Field kPoleY_a{38, 46, 5.0, "pole y, arc seconds"};
constexpr Field kUt1_a{59, 68, 1.0, "UT1 - UTC, seconds"};
constexpr Field kOffsetX_a{98, 106, 1e3, "dX, milliarcseconds"};
constexpr Field kOffsetY_a{117, 125, 1e3, "dY, milliarcseconds"};
constexpr Field kPoleX_b{135, 144, 5.0, "pole x, arc seconds"};
constexpr Field kPoleY_b{145, 154, 5.0, "pole y, arc seconds"};
constexpr Field kUt1_b{155, 165, 1.0, "UT1 - UTC, seconds"};
constexpr Field kOffsetX_b{166, 175, 1e3, "dX, milliarcseconds"};
constexpr Field kOffsetY_b{176, 185, 1e3, "dY, milliarcseconds"};

/// A line and its place in the file.
class Line {
 public:
  Line(std::string_view text, std::string_view name, std::size_t number)
      : text_(text), name_(name), number_(number) {}

  [[noreturn]] void fail(const Field& field, const std::string& what) const {
    throw Error(Cause::invalid_input,
                fmt::format("{}:{}:{}: {}", name_, number_, field.first, what));
  }

  /// Nothing if the columns are blank.
  [[nodiscard]] std::optional<double> number(const Field& field) const {
    std::string_view cell = text_.substr(std::min(field.first - 1, text_.size()));
    cell = cell.substr(0, field.last - field.first + 1);
    const std::size_t begin = cell.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
      return std::nullopt;
    }
    cell = cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin);
    double value = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size() ||
        !(std::abs(value) <= field.greatest)) {
      fail(field, fmt::format("'{}' is no {}", cell, field.name));
    }
    return value;
  }

 private:
  std::string_view text_;
  std::string_view name_;
  std::size_t number_;
};

/// Pole and UT1 of one bulletin, in rad and s of UT1 - UTC; nothing if any is missing.
std::optional<EarthOrientation> rotation(const Line& line, const Field& x, const Field& y,
                                         const Field& ut1) {
  const auto pole_x_as = line.number(x);
  const auto pole_y_as = line.number(y);
  const auto ut1_minus_utc_s = line.number(ut1);
  if (!pole_x_as || !pole_y_as || !ut1_minus_utc_s) {
    return std::nullopt;
  }
  EarthOrientation found;
  found.pole_x_rad = *pole_x_as * ERFA_DAS2R;
  found.pole_y_rad = *pole_y_as * ERFA_DAS2R;
  found.ut1_minus_tai_s = *ut1_minus_utc_s;
  return found;
}

/// Sets the pole's offsets from one bulletin; whether it has them.
bool set_offsets(const Line& line, const Field& x, const Field& y, EarthOrientation& row) {
  const auto offset_x_mas = line.number(x);
  const auto offset_y_mas = line.number(y);
  if (!offset_x_mas || !offset_y_mas) {
    return false;
  }
  row.offset_x_rad = *offset_x_mas * ERFA_DMAS2R;
  row.offset_y_rad = *offset_y_mas * ERFA_DMAS2R;
  return true;
}

/// The table as it grows.
struct Growing {
  double first_day = 0.0;
  std::vector<EarthOrientation> days;
  bool ended = false; ///< a line without figures has come

  void add(const Line& line) {
    const auto day = line.number(kDay);
    if (!day) {
      line.fail(kDay, "no modified Julian date");
    }
    constexpr double kFirstOf1972 = 41317.0;
    if (*day < kFirstOf1972 || *day != std::floor(*day)) {
      line.fail(kDay, fmt::format("{} is no whole day since 1972", *day));
    }
    if (days.empty()) {
      first_day = *day;
    } else if (!ended && *day != first_day + static_cast<double>(days.size())) {
      line.fail(kDay, fmt::format("day {} follows day {}", *day,
                                  first_day + static_cast<double>(days.size() - 1)));
    }
    auto row = rotation(line, kPoleX_b, kPoleY_b, kUt1_b);
    if (!row) {
      row = rotation(line, kPoleX_a, kPoleY_a, kUt1_a);
    }
    if (!row) {
      ended = true;
      return;
    }
    if (ended) {
      line.fail(kPoleX_a, "figures after a day without");
    }
    row->ut1_minus_tai_s -= tai_minus_utc_s(*day);
    if (!set_offsets(line, kOffsetX_b, kOffsetY_b, *row) &&
        !set_offsets(line, kOffsetX_a, kOffsetY_a, *row) && !days.empty()) {
      row->offset_x_rad = days.back().offset_x_rad;
      row->offset_y_rad = days.back().offset_y_rad;
    }
    days.push_back(*row);
  }
};

} // namespace

EarthOrientationTable read_finals2000a(std::string_view text, std::string_view name) {
  Growing table;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (line.find_first_not_of(' ') != std::string_view::npos) {
      table.add(Line(line, name, number));
    }
  }
  if (table.days.size() < 4) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: fewer than four days of Earth orientation", name));
  }
  return {table.first_day, std::move(table.days)};
}

EarthOrientationTable read_finals2000a(const std::filesystem::path& file) {
  return read_finals2000a(read_text(file), file.string());
}

} // namespace urker::orbit
