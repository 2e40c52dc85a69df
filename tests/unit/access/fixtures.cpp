#include "fixtures.hpp"

#include "base/calendar.hpp"
#include "base/error.hpp"

#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace urker::access::test {

using orbit::State;
using orbit::Vector3;

namespace {

constexpr double kMu_m3_s2 = 3.986004418e14;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) {
    cells.push_back(cell);
  }
  if (!line.empty() && line.back() == ',') {
    cells.emplace_back();
  }
  return cells;
}

} // namespace

const Epoch& epoch_2022() {
  static const Epoch epoch(CalendarTime{2022, 1, 22, 6, 0, 0.0});
  return epoch;
}

const Epoch& midsummer_2022() {
  static const Epoch epoch(CalendarTime{2022, 6, 22, 0, 0, 0.0});
  return epoch;
}

State KeplerTrajectory::state(Time t) const {
  const auto& o = elements_;
  const double a = o.semi_major_axis_m, e = o.eccentricity;
  const double n = std::sqrt(kMu_m3_s2 / (a * a * a));
  const double mean = o.mean_anomaly_rad + n * seconds_since_start(t);
  double eccentric = mean;
  for (int i = 0; i < 30; ++i) {
    eccentric -= (eccentric - e * std::sin(eccentric) - mean) / (1.0 - e * std::cos(eccentric));
  }
  const double root = std::sqrt(1.0 - e * e);
  const double rate = n / (1.0 - e * std::cos(eccentric));
  const double x = a * (std::cos(eccentric) - e), y = a * root * std::sin(eccentric);
  const double vx = -a * rate * std::sin(eccentric), vy = a * root * rate * std::cos(eccentric);
  const double cw = std::cos(o.argument_of_perigee_rad), sw = std::sin(o.argument_of_perigee_rad);
  const double ci = std::cos(o.inclination_rad), si = std::sin(o.inclination_rad);
  const double cn = std::cos(o.raan_rad), sn = std::sin(o.raan_rad);
  const Vector3 p(cn * cw - sn * sw * ci, sn * cw + cn * sw * ci, sw * si);
  const Vector3 q(-cn * sw - sn * cw * ci, -sn * sw + cn * cw * ci, cw * si);
  return {x * p + y * q, vx * p + vy * q};
}

orbit::MotionBounds KeplerTrajectory::bounds(Time, Time) const {
  const double a = elements_.semi_major_axis_m, e = elements_.eccentricity;
  const double perigee = a * (1.0 - e);
  return {perigee, a * (1.0 + e), std::sqrt(kMu_m3_s2 / a * (1.0 + e) / (1.0 - e)),
          kMu_m3_s2 / (perigee * perigee)};
}

void EndingTrajectory::check(Time t) const {
  if (t > end_) {
    throw Error(Cause::invalid_input, why_);
  }
}

State EndingTrajectory::state(Time t) const {
  check(t);
  return whole_.state(t);
}

orbit::MotionBounds EndingTrajectory::bounds(Time begin, Time end) const {
  check(end);
  return whole_.bounds(begin, end);
}

std::vector<CsvRow> read_csv(const std::string& name) {
  std::ifstream file(std::string(URKER_TEST_DATA) + "/" + name);
  if (!file) {
    throw std::runtime_error("cannot read " + name);
  }
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') {
      continue;
    }
    const auto cells = split(line);
    if (header.empty()) {
      header = cells;
      continue;
    }
    CsvRow row;
    for (std::size_t i = 0; i < header.size(); ++i) {
      row[header[i]] = cells.at(i);
    }
    rows.push_back(row);
  }
  return rows;
}

std::vector<orbit::MeanElements> read_elements(const std::string& name) {
  std::vector<orbit::MeanElements> result;
  for (auto& row : read_csv("access/" + name)) {
    orbit::MeanElements m;
    m.epoch = parse_calendar(row["epoch_utc"]).value();
    m.mean_motion_rad_s = std::stod(row["mean_motion_rev_d"]) * 2.0 * std::numbers::pi / 86400.0;
    m.eccentricity = std::stod(row["eccentricity"]);
    m.inclination_rad = std::stod(row["inclination_deg"]) * kDegree;
    m.raan_rad = std::stod(row["raan_deg"]) * kDegree;
    m.argument_of_perigee_rad = std::stod(row["argument_of_perigee_deg"]) * kDegree;
    m.mean_anomaly_rad = std::stod(row["mean_anomaly_deg"]) * kDegree;
    m.bstar_per_earth_radius = std::stod(row["bstar"]);
    result.push_back(m);
  }
  return result;
}

} // namespace urker::access::test
