#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "cases.hpp"
#include "fixtures.hpp"

namespace urker::validation {

namespace {

using access::test::CsvRow;

/// The sites of the tables of events.
const std::map<std::string, orbit::Geodetic> kSites{
    {"kiruna", access::test::deg(67.857128, 20.964325, 402.2)},
    {"kourou", access::test::deg(5.251440, -52.804640, 10.5)},
    {"tokyo", access::test::deg(35.710000, 139.489000, 90.0)}};

/// Instants of one kind of event, in s.
std::vector<double> instants(const std::vector<CsvRow>& rows, const std::string& event,
                             const std::string& object) {
  std::vector<double> result;
  for (const CsvRow& row : rows) {
    if (row.at("event") == event && row.at("object") == object) {
      result.push_back(std::stod(row.at("t_s")));
    }
  }
  return result;
}

/// Greatest difference; infinite where one has more.
double worst_ms(const std::vector<double>& found_s, const std::vector<double>& truth_s) {
  if (found_s.size() != truth_s.size()) {
    return std::numeric_limits<double>::infinity();
  }
  double worst = 0.0;
  for (std::size_t i = 0; i < found_s.size(); ++i) {
    worst = std::max(worst, 1e3 * std::abs(found_s[i] - truth_s[i]));
  }
  return worst;
}

/// Begins and ends of windows, but for those that the span has cut.
struct Ends {
  std::vector<double> begins_s, ends_s;
  void add(const access::Window& w) {
    if (!w.begin_clipped) {
      begins_s.push_back(seconds_since_start(w.begin));
    }
    if (!w.end_clipped) {
      ends_s.push_back(seconds_since_start(w.end));
    }
  }
};

double worst_pass_ms(const std::vector<CsvRow>& rows, const orbit::Trajectory& trajectory,
                     const orbit::Earth& earth, Time end) {
  double worst = 0.0;
  for (const auto& [name, place] : kSites) {
    for (const int mask_deg : {5, 10}) {
      Ends ends;
      const access::Site site{place, mask_deg * access::test::kDegree};
      for (const auto& pass : access::find_station_contacts(trajectory, earth, site, kStart, end)) {
        ends.add(pass.window);
      }
      const std::string object = name + "/" + std::to_string(mask_deg);
      worst = std::max({worst, worst_ms(ends.begins_s, instants(rows, "aos", object)),
                        worst_ms(ends.ends_s, instants(rows, "los", object))});
    }
  }
  return worst;
}

double worst_eclipse_ms(const std::vector<CsvRow>& rows, const access::Track& track,
                        const std::string& shape) {
  access::ShadowBodies bodies;
  bodies.earth_flattening = shape == "sphere" ? 0.0 : orbit::kEarthFlattening;
  Ends penumbra, umbra;
  for (const auto& eclipse : access::find_eclipses(track, track.begin(), track.end(), bodies)) {
    penumbra.add(eclipse.penumbra);
    if (eclipse.umbra.begin != kNotYet) {
      umbra.add(eclipse.umbra);
    }
  }
  return std::max({worst_ms(penumbra.begins_s, instants(rows, "penumbra_enter", shape)),
                   worst_ms(penumbra.ends_s, instants(rows, "penumbra_exit", shape)),
                   worst_ms(umbra.begins_s, instants(rows, "umbra_enter", shape)),
                   worst_ms(umbra.ends_s, instants(rows, "umbra_exit", shape))});
}

} // namespace

void compare_events(Page& page, const std::string& subject, const std::string& file,
                    const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time end,
                    double tolerance_ms) {
  const auto rows = access::test::read_csv(file);
  const access::Track track(trajectory, earth, kStart, end);
  const std::string truth = "Orekit 13.1.7";
  page.add({subject + ", AOS and LOS over 3 sites at 5 and 10 deg", truth, "ms", tolerance_ms,
            worst_pass_ms(rows, trajectory, earth, end)});
  page.add({subject + ", eclipses by a spherical Earth", truth, "ms", tolerance_ms,
            worst_eclipse_ms(rows, track, "sphere")});
  page.add({subject + ", eclipses by the ellipsoid", truth, "ms", tolerance_ms,
            worst_eclipse_ms(rows, track, "wgs84")});
}

} // namespace urker::validation
