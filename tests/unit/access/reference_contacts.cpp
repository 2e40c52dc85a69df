#include "reference_contacts.hpp"

#include "access/sign_change.hpp"
#include "access/station_model.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::access::test {
namespace {

using orbit::State;

/// Elevation's slope is taken from positions this far to either side: SGP4's velocity is not quite
/// the derivative of its position, which would move a culmination by milliseconds.
constexpr Duration kSlopeReach = std::chrono::milliseconds(100);

/// The instant between `rising` and `falling` at which the elevation stops rising.
Time summit_between(const StationModel& model, Time rising, Time falling) {
  if (falling - rising <= 4 * kSlopeReach) {
    return rising + (falling - rising) / 2;
  }
  const auto slope = [&model](Time t) {
    return model.sine_of_elevation(t + kSlopeReach) - model.sine_of_elevation(t - kSlopeReach);
  };
  const Time first = rising + kSlopeReach, last = falling - kSlopeReach;
  const double first_slope = slope(first), last_slope = slope(last);
  if (first_slope <= 0.0) {
    return rising;
  }
  return last_slope >= 0.0 ? falling : sign_change(slope, first, first_slope, last, last_slope);
}

/// What is known of a pass at an instant.
struct Moment {
  Time time;
  State itrf;
  double sine_of_elevation;
};

/// A range in [a, b] falls below its tangents by no more than A t^2 / 2: the part across the line
/// of sight only adds. The bound is where the tangent parabolas of both ends cross.
double least_range_m(const Site& site, const Moment& a, const Moment& b, double acceleration) {
  // Covers the difference between SGP4's velocity and the derivative of its position.
  constexpr double kRateSlack_m_s = 5.0;
  const auto look_a = orbit::look_angles(site.place, a.itrf);
  const auto look_b = orbit::look_angles(site.place, b.itrf);
  const double length_s = to_seconds(b.time - a.time);
  const double rate_a = look_a.range_rate_m_s - kRateSlack_m_s;
  const double rate_b = look_b.range_rate_m_s + kRateSlack_m_s;
  const double rise = look_a.range_m - look_b.range_m + rate_b * length_s +
                      acceleration * length_s * length_s / 2.0;
  const double cross_s =
      std::clamp(rise / (rate_b - rate_a + acceleration * length_s), 0.0, length_s);
  return std::min({look_a.range_m, look_b.range_m,
                   look_a.range_m + rate_a * cross_s - acceleration * cross_s * cross_s / 2.0});
}

/// The ends of a window and the nodes between them.
std::vector<Moment> moments_in(const StationModel& model, const TrackSection& section,
                               const Window& window) {
  std::vector<Moment> moments;
  const auto add = [&](Time t, const State& itrf) {
    moments.push_back({t, itrf, model.sine_of_elevation(itrf)});
  };
  add(window.begin, section.track().at(window.begin));
  for (auto i = section.node_after(window.begin); section.node_time(i) < window.end; ++i) {
    add(section.node_time(i), section.node(i));
  }
  add(window.end, section.track().at(window.end));
  return moments;
}

StationContact describe(const StationModel& model, const TrackSection& section, const Site& site,
                        const Window& window) {
  auto moments = moments_in(model, section, window);
  const auto highest =
      std::max_element(moments.begin(), moments.end(), [](const Moment& a, const Moment& b) {
        return a.sine_of_elevation < b.sine_of_elevation;
      });
  const auto before = highest == moments.begin() ? highest : highest - 1;
  const auto after = highest + 1 == moments.end() ? highest : highest + 1;

  StationContact contact;
  contact.window = window;
  contact.culmination = summit_between(model, before->time, after->time);
  const State summit = section.track().at(contact.culmination);
  contact.greatest_elevation_rad = orbit::look_angles(site.place, summit).elevation_rad;
  contact.aos_azimuth_rad = orbit::look_angles(site.place, moments.front().itrf).azimuth_rad;
  contact.los_azimuth_rad = orbit::look_angles(site.place, moments.back().itrf).azimuth_rad;

  const auto later = std::find_if(moments.begin() + 1, moments.end() - 1,
                                  [&](const Moment& m) { return m.time > contact.culmination; });
  moments.insert(later, {contact.culmination, summit, 0.0});
  contact.least_range_m = orbit::look_angles(site.place, summit).range_m;
  for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
    const auto interval = section.node_after(moments[i].time) - 1;
    const double acceleration = section.fixed_bounds(interval).greatest_acceleration_m_s2;
    contact.least_range_m = std::min(contact.least_range_m,
                                     least_range_m(site, moments[i], moments[i + 1], acceleration));
  }
  return contact;
}

} // namespace

std::vector<StationContact> reference_contacts(const Track& track, const Site& site, Time begin,
                                               Time end) {
  const TrackSection section(track, begin, end);
  const StationModel model(section, site);
  std::vector<StationContact> contacts;
  for (const Window& window : find_site_windows(track, site, begin, end)) {
    contacts.push_back(describe(model, section, site, window));
  }
  return contacts;
}

} // namespace urker::access::test
