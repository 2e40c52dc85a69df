#include "access/almanac_shadows.hpp"
#include "access/inter_satellite.hpp"
#include "base/calendar.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include "cases.hpp"
#include "fixtures.hpp"

namespace urker::validation {

namespace {

using access::Eclipse;
using access::Site;
using access::StationContact;
using access::Track;
using access::Window;
using access::test::CsvRow;
using access::test::kDegree;
using access::test::read_csv;
using access::test::read_elements;
using orbit::Earth;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Span {
  double begin_s, end_s;
};

Span span_of(const Window& w) {
  return {seconds_since_start(w.begin), seconds_since_start(w.end)};
}

/// Greatest difference of ends; infinite unless there are as many of one as of the other.
double worst_end_s(const std::vector<Span>& found, const std::vector<Span>& truth) {
  if (found.size() != truth.size()) {
    return kInfinity;
  }
  double worst = 0.0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    worst = std::max({worst, std::abs(found[i].begin_s - truth[i].begin_s),
                      std::abs(found[i].end_s - truth[i].end_s)});
  }
  return worst;
}

/// A penumbra that was divided between dips into the umbra is one again.
void append_joined(std::vector<Span>& spans, const Window& w) {
  const Span span = span_of(w);
  if (!spans.empty() && spans.back().end_s == span.begin_s) {
    spans.back().end_s = span.end_s;
  } else {
    spans.push_back(span);
  }
}

std::vector<Span> spans(const std::vector<CsvRow>& rows, const char* begin, const char* end,
                        const std::function<bool(const CsvRow&)>& wanted) {
  std::vector<Span> result;
  for (const CsvRow& row : rows) {
    if (wanted(row)) {
      result.push_back({std::stod(row.at(begin)), std::stod(row.at(end))});
    }
  }
  return result;
}

/// The brute-force day of twelve satellites over four sites.
class ReferenceDay {
 public:
  ReferenceDay()
      : earth_(epoch_, kStart, end_, orbit::EarthOrientationModel::gmst),
        bodies_(access::almanac_shadows(earth_, epoch_)) {}

  void compare(Page& page) const {
    double worst_s = 0.0, worst_culmination_s = 0.0, worst_elevation_deg = 0.0;
    double worst_penumbra_s = 0.0, worst_umbra_s = 0.0;
    const auto elements = read_elements("satellites.csv");
    for (std::size_t s = 0; s < elements.size(); ++s) {
      const orbit::Sgp4Trajectory trajectory(elements[s], epoch_);
      const Track track(trajectory, earth_, kStart, end_);
      compare_passes(trajectory, s, worst_s, worst_culmination_s, worst_elevation_deg);
      compare_shadows(track, s, worst_penumbra_s, worst_umbra_s);
    }
    const std::string truth = "brute force, every second, ends bisected";
    page.add(
        {"Passes of 12 satellites over 4 sites in a day, AOS and LOS", truth, "s", 1e-3, worst_s});
    // The top is flat: 0.1 s beside it the elevation has changed by its last printed digit.
    page.add({"The same, instant of the greatest elevation", truth, "s", 0.1, worst_culmination_s});
    page.add({"The same, greatest elevation", truth, "deg", 1e-6, worst_elevation_deg});
    page.add({"Penumbra of 12 satellites in a day", truth, "s", 1e-3, worst_penumbra_s});
    page.add({"Umbra of 12 satellites in a day", truth, "s", 1e-3, worst_umbra_s});
    page.add({"Lines of sight between satellites, 12 pairs in a day", truth, "s", 1e-3,
              worst_line_of_sight_s(elements)});
  }

 private:
  void compare_passes(const orbit::Trajectory& trajectory, std::size_t satellite, double& end_s,
                      double& culmination_s, double& elevation_deg) const {
    const auto truth = read_csv("access/windows.csv");
    const auto sites = read_csv("access/sites.csv");
    for (std::size_t k = 0; k < sites.size(); ++k) {
      const auto number = [&](const char* column) { return std::stod(sites[k].at(column)); };
      const Site site{
          access::test::deg(number("latitude_deg"), number("longitude_deg"), number("height_m")),
          number("least_elevation_deg") * kDegree};
      const auto found = access::find_station_contacts(trajectory, earth_, site, kStart, end_);
      std::vector<CsvRow> rows;
      std::copy_if(truth.begin(), truth.end(), std::back_inserter(rows), [&](const CsvRow& row) {
        return row.at("satellite") == std::to_string(satellite) &&
               row.at("site") == std::to_string(k);
      });
      if (rows.size() != found.size()) {
        end_s = kInfinity;
        return;
      }
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto value = [&](const char* column) { return std::stod(rows[i].at(column)); };
        const Span w = span_of(found[i].window);
        end_s = std::max(
            {end_s, std::abs(w.begin_s - value("aos_s")), std::abs(w.end_s - value("los_s"))});
        culmination_s = std::max(culmination_s, std::abs(seconds_since_start(found[i].culmination) -
                                                         value("culmination_s")));
        elevation_deg = std::max(elevation_deg, std::abs(found[i].greatest_elevation_rad / kDegree -
                                                         value("greatest_elevation_deg")));
      }
    }
  }

  void compare_shadows(const Track& track, std::size_t satellite, double& penumbra_s,
                       double& umbra_s) const {
    const auto truth = read_csv("access/eclipses.csv");
    std::vector<Span> penumbrae, umbrae;
    for (const Eclipse& e : access::find_eclipses(track, kStart, end_, bodies_)) {
      append_joined(penumbrae, e.penumbra);
      if (e.umbra.begin != kNotYet) {
        append_joined(umbrae, e.umbra);
      }
    }
    const auto rows = [&](const char* shadow) {
      return spans(truth, "begin_s", "end_s", [&](const CsvRow& row) {
        return row.at("satellite") == std::to_string(satellite) && row.at("shadow") == shadow;
      });
    };
    penumbra_s = std::max(penumbra_s, worst_end_s(penumbrae, rows("penumbra")));
    umbra_s = std::max(umbra_s, worst_end_s(umbrae, rows("umbra")));
  }

  double worst_line_of_sight_s(const std::vector<orbit::MeanElements>& elements) const {
    const auto truth = read_csv("access/isl.csv");
    const auto pairs = read_csv("access/pairs.csv");
    double worst = 0.0;
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      const orbit::Sgp4Trajectory a(elements.at(std::stoul(pairs[k].at("satellite_a"))), epoch_);
      const orbit::Sgp4Trajectory b(elements.at(std::stoul(pairs[k].at("satellite_b"))), epoch_);
      const double limit_m = 1e3 * std::stod(pairs[k].at("greatest_range_km"));
      std::vector<Span> found;
      for (const auto& contact :
           access::find_inter_satellite_contacts(a, b, earth_, limit_m, kStart, end_)) {
        found.push_back(span_of(contact.window));
      }
      worst = std::max(worst, worst_end_s(found, spans(truth, "begin_s", "end_s", [&](auto& row) {
                                            return row.at("pair") == std::to_string(k);
                                          })));
    }
    return worst;
  }

  Epoch epoch_{parse_calendar("2022-01-22T06:00:00Z").value()};
  Time end_ = kStart + std::chrono::hours(24);
  Earth earth_;
  access::ShadowBodies bodies_;
};

/// Of the SGP4 satellite whose looks and events follow.
void compare_states(Page& page, const orbit::Trajectory& trajectory) {
  const auto rows = read_csv("orbit/leo_states.csv");
  double worst_m = 0.0, worst_m_s = 0.0;
  for (const CsvRow& row : rows) {
    const auto vector = [&row](const std::string& name, const std::string& unit) {
      const auto number = [&](const char* axis) { return std::stod(row.at(name + axis + unit)); };
      return orbit::Vector3(number("x"), number("y"), number("z"));
    };
    const orbit::State state = trajectory.state(access::test::at_s(std::stod(row.at("t_s"))));
    worst_m = std::max(worst_m, (state.r_m - vector("teme_", "_m")).norm());
    worst_m_s = std::max(worst_m_s, (state.v_m_s - vector("teme_v", "_m_s")).norm());
  }
  page.add({"SGP4 satellite, position in TEME", "Orekit 13.1.7", "m", 1e-3, worst_m});
  page.add({"SGP4 satellite, velocity in TEME", "Orekit 13.1.7", "m/s", 1e-6, worst_m_s});
}

} // namespace

void compare_windows(Page& page) {
  page.begin_section("Windows");
  ReferenceDay().compare(page);
  const Epoch epoch(parse_calendar("2024-03-10T06:00:00Z").value());
  const Time end = kStart + std::chrono::hours(7 * 24);
  const Earth earth(epoch, kStart, end, orbit::EarthOrientationModel::standard);
  const orbit::Sgp4Trajectory trajectory(read_elements("leo_week_satellite.csv").at(0), epoch);
  compare_states(page, trajectory);
  compare_looks(page, "SGP4 satellite", "orbit/leo_look.csv", trajectory, earth);
  compare_events(page, "SGP4 satellite, 7 d", "access/leo_week_events.csv", trajectory, earth, end,
                 1.0);
}

} // namespace urker::validation
