#include "access/sun_outages.hpp"

#include "access/peak_search.hpp"
#include "access/window_search.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::access {
namespace {

using orbit::State;
using orbit::Vector3;

constexpr double kSkyRate_rad_s = 1.01 * orbit::Earth::kRotationRate_rad_s;

struct OutageSample {
  double value = 0.0;
  double rate_per_s = 0.0;
  double range_m = 0.0;
  double chord = 0.0; ///< between the unit vectors: exact where their cosine is not
};

class OutageModel {
 public:
  OutageModel(const TrackSection& section, const Site& site, double limit_rad,
              const ShadowBodies& bodies)
      : section_(section), bodies_(bodies), position_m_(orbit::to_itrf_m(site.place)),
        limit_chord_(2.0 * std::sin(limit_rad / 2.0)) {}

  [[nodiscard]] std::size_t node_count() const { return section_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return section_.node_time(node); }
  [[nodiscard]] OutageSample at_node(std::size_t node) const {
    return sample(section_.node(node), node_time(node));
  }
  [[nodiscard]] OutageSample at(Time t) const { return sample(section_.track().at(t), t); }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<OutageSample>& a,
                                       const SearchPoint<OutageSample>& b) const {
    const auto bounds = section_.fixed_bounds(interval);
    const double approach_m = bounds.greatest_speed_m_s * to_seconds(b.time - a.time);
    // No satellite comes within a kilometre of a station.
    const double least_range_m =
        std::max({bounds.least_radius_m - position_m_.norm(),
                  (a.sample.range_m + b.sample.range_m - approach_m) / 2.0, 1e3});
    const double w = bounds.greatest_speed_m_s / least_range_m;
    return bounds.greatest_acceleration_m_s2 / least_range_m + 3.0 * w * w +
           (2.0 * w + kSkyRate_rad_s) * kSkyRate_rad_s;
  }

 private:
  [[nodiscard]] OutageSample sample(const State& itrf, Time t) const {
    const Vector3 line_m = itrf.r_m - position_m_;
    const double range_m = line_m.norm();
    const Vector3 e = line_m / range_m;
    const Vector3 s = (bodies_.sun_m(section_.track().earth(), t) - position_m_).normalized();
    const Vector3 e_rate = (itrf.v_m_s - itrf.v_m_s.dot(e) * e) / range_m;
    const Vector3 s_rate = Vector3(s.y(), -s.x(), 0.0) * orbit::Earth::kRotationRate_rad_s;
    const double chord = (e - s).norm();
    return {(limit_chord_ - chord) * (limit_chord_ + chord) / 2.0, e_rate.dot(s) + e.dot(s_rate),
            range_m, chord};
  }

  const TrackSection& section_;
  const ShadowBodies& bodies_;
  Vector3 position_m_;
  double limit_chord_;
};

/// Whether the Sun stays lower than the satellite may be seen, by more than the limit.
bool sun_is_down(const orbit::Earth& earth, const Site& site, const Window& window,
                 double limit_rad, const ShadowBodies& bodies) {
  const Time middle = window.begin + (window.end - window.begin) / 2;
  const Vector3 up = orbit::geodetic_up(site.place);
  const Vector3 sun = (bodies.sun_m(earth, middle) - orbit::to_itrf_m(site.place)).normalized();
  const double rise_rad = kSkyRate_rad_s * to_seconds(window.end - middle);
  return std::asin(std::clamp(sun.dot(up), -1.0, 1.0)) + rise_rad + limit_rad <
         site.least_elevation_rad;
}

} // namespace

std::vector<SunOutage> find_sun_outages(const Track& track, const Site& site,
                                        const StationContact& contact, double limit_rad,
                                        const ShadowBodies& bodies) {
  require(limit_rad > 0.0 && limit_rad < std::numbers::pi / 2.0,
          "the limit of a Sun outage is no acute angle");
  const Window& span = contact.window;
  std::vector<SunOutage> outages;
  if (span.begin >= span.end || sun_is_down(track.earth(), site, span, limit_rad, bodies)) {
    return outages;
  }
  const TrackSection section(track, span.begin, span.end);
  for (Window& window : search_windows(OutageModel(section, site, limit_rad, bodies))) {
    window.begin_clipped = window.begin_clipped && span.begin_clipped;
    window.end_clipped = window.end_clipped && span.end_clipped;
    const TrackSection part(track, window.begin, window.end);
    // Of the cosine: 1.4e-7 rad where the angle is 0, and milliseconds in the instant.
    constexpr double kTolerance = 1e-14;
    const auto peak = find_peak(OutageModel(part, site, limit_rad, bodies), kTolerance);
    outages.push_back({contact.satellite, contact.station, window,
                       2.0 * std::asin(peak.sample.chord / 2.0), peak.time});
  }
  return outages;
}

std::vector<SunOutage> find_sun_outages(const orbit::Trajectory& trajectory,
                                        const orbit::Earth& earth, const Site& site,
                                        const StationContact& contact, double limit_rad,
                                        const ShadowBodies& bodies) {
  const Window& span = contact.window;
  if (sun_is_down(earth, site, span, limit_rad, bodies)) {
    return {};
  }
  return find_sun_outages(Track(trajectory, earth, span.begin, span.end), site, contact, limit_rad,
                          bodies);
}

} // namespace urker::access
