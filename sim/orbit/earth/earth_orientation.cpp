#include "orbit/earth/earth_orientation.hpp"

#include "base/error.hpp"
#include "base/text_lines.hpp"

#include <erfa.h>
#include <erfam.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

namespace urker::data {
std::string_view earth_orientation(); // sim/data/earth_orientation.csv
} // namespace urker::data

namespace urker::orbit {

namespace {

/// Weights of four equidistant nodes 0, 1, 2, 3 at x.
struct CubicWeights {
  double w0, w1, w2, w3;
  explicit CubicWeights(double x)
      : w0((x - 1.0) * (x - 2.0) * (x - 3.0) / -6.0), w1(x * (x - 2.0) * (x - 3.0) / 2.0),
        w2(x * (x - 1.0) * (x - 3.0) / -2.0), w3(x * (x - 1.0) * (x - 2.0) / 6.0) {}
};

EarthOrientationTable read_shipped() {
  constexpr double kRadPerArcsecond = ERFA_DAS2R;
  double first_day = 0.0;
  std::vector<EarthOrientation> days;
  ShippedRows rows(data::earth_orientation(), "earth_orientation.csv");
  while (rows.next()) {
    const double day = rows.number();
    if (days.empty()) {
      first_day = day;
    }
    rows.require_row(day == first_day + static_cast<double>(days.size()));
    EarthOrientation& row = days.emplace_back();
    row.pole_x_rad = rows.number() * kRadPerArcsecond;
    row.pole_y_rad = rows.number() * kRadPerArcsecond;
    row.ut1_minus_tai_s = rows.number();
    row.offset_x_rad = rows.number() * 1e-3 * kRadPerArcsecond;
    row.offset_y_rad = rows.number() * 1e-3 * kRadPerArcsecond;
    static_cast<void>(rows.cell()); // measured or predicted
  }
  return {first_day, std::move(days)};
}

double looked_up_tai_minus_utc_s(double mjd_utc) {
  int year = 0;
  int month = 0;
  int day = 0;
  double fraction = 0.0;
  double seconds = 0.0;
  eraJd2cal(ERFA_DJM0, mjd_utc, &year, &month, &day, &fraction);
  eraDat(year, month, day, fraction, &seconds);
  return seconds;
}

} // namespace

double tai_minus_utc_s(double mjd_utc) {
  constexpr double kWholeSeconds_mjd = 41317.0; // 1972-01-01; before, it changes within a day
  if (!(mjd_utc >= kWholeSeconds_mjd && mjd_utc < 1e9)) {
    return looked_up_tai_minus_utc_s(mjd_utc);
  }
  // Beyond the table air densities ask for it by the million, within few days.
  struct Known {
    std::int64_t day = -1;
    double seconds = 0.0;
  };
  thread_local std::array<Known, 64> known{};
  const auto day = static_cast<std::int64_t>(mjd_utc);
  Known& entry = known[static_cast<std::size_t>(day) % known.size()];
  if (entry.day != day) {
    entry = {day, looked_up_tai_minus_utc_s(mjd_utc)};
  }
  return entry.seconds;
}

const EarthOrientationTable& EarthOrientationTable::shipped() {
  static const EarthOrientationTable table = read_shipped();
  return table;
}

EarthOrientationTable::EarthOrientationTable(double first_day, std::vector<EarthOrientation> days)
    : first_day_(first_day), days_(std::move(days)) {
  require(days_.size() >= 4, "an Earth-orientation table has fewer than four days");
}

bool EarthOrientationTable::covers(double mjd_utc) const {
  return mjd_utc >= first_day_ && mjd_utc <= last_day();
}

EarthOrientation EarthOrientationTable::at(double mjd_utc) const {
  if (!covers(mjd_utc)) {
    const bool before = mjd_utc < first_day_;
    EarthOrientation held = before ? days_.front() : days_.back();
    const double edge_day = before ? first_day_ : last_day();
    held.ut1_minus_tai_s += tai_minus_utc_s(edge_day) - tai_minus_utc_s(mjd_utc);
    return held;
  }
  const double since_first = mjd_utc - first_day_;
  const double first_node =
      std::clamp(std::floor(since_first) - 1.0, 0.0, static_cast<double>(days_.size() - 4));
  const CubicWeights w(since_first - first_node);
  const EarthOrientation* node = &days_[static_cast<std::size_t>(first_node)];
  const auto interpolate = [&](double EarthOrientation::*x) {
    return w.w0 * node[0].*x + w.w1 * node[1].*x + w.w2 * node[2].*x + w.w3 * node[3].*x;
  };
  return {.pole_x_rad = interpolate(&EarthOrientation::pole_x_rad),
          .pole_y_rad = interpolate(&EarthOrientation::pole_y_rad),
          .ut1_minus_tai_s = interpolate(&EarthOrientation::ut1_minus_tai_s),
          .offset_x_rad = interpolate(&EarthOrientation::offset_x_rad),
          .offset_y_rad = interpolate(&EarthOrientation::offset_y_rad)};
}

} // namespace urker::orbit
