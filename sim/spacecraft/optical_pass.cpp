#include "spacecraft/optical_pass.hpp"

#include "link/optical/optical_link.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

namespace urker::spacecraft {

namespace {

using link::Interval;

// Lines of sight, the Sun and the lattices of clouds turn over minutes; where something bends more
// it is sampled more closely.
constexpr Duration kKnots = std::chrono::seconds(10);

/// The same pass, quicker to ask about.
struct QuickPass {
  explicit QuickPass(const OpticalPass& p)
      : along(p.surroundings.along(p.begin, p.end, p.station)), pass{p.terminal, p.ladder,
                                                                     p.station,  p.telescope,
                                                                     *along,     p.begin,
                                                                     p.end} {}
  std::shared_ptr<const Surroundings> along;
  OpticalPass pass;
};

std::vector<Interval> above_horizon(const OpticalPass& pass, Time begin, Time end) {
  return link::stretches_above(
      [&pass](Time t) { return pass.surroundings.site(pass.station, t).elevation_rad; },
      pass.telescope.least_elevation_rad, begin, end, kKnots);
}

std::vector<Interval> off_sun(const OpticalPass& pass, Time begin, Time end) {
  return link::stretches_above(
      [&pass](Time t) {
        const SunAngles sun = pass.surroundings.sun_angles(pass.station, t);
        return std::min(sun.at_site_rad - pass.telescope.sun_exclusion_rad,
                        sun.at_satellite_rad - pass.terminal.sun_exclusion_rad);
      },
      0.0, begin, end, kKnots);
}

std::vector<Interval> between_clouds(const OpticalPass& pass, const link::CloudGaps& clouds,
                                     Time begin, Time end) {
  return link::stretches_above(
      [&](Time t) {
        const SiteView view = pass.surroundings.site(pass.station, t);
        return clouds.openness(link::pierce_point(pass.station, view.azimuth_rad,
                                                  view.elevation_rad,
                                                  pass.telescope.cloud_height_m),
                               t);
      },
      0.0, begin, end, kKnots);
}

/// In a free line of sight.
std::vector<link::RateSegment> rates_in(const OpticalPass& pass, const Interval& free) {
  const link::OpticalReceiver receiver =
      link::receiver_of(pass.telescope, pass.station.height_m, pass.terminal.wavelength_m);
  const link::Signal received_dbw = [&](Time t) {
    const SiteView view = pass.surroundings.site(pass.station, t);
    return link::optical_levels(pass.terminal, receiver,
                                {view.range_m, view.elevation_rad, view.transverse_velocity_m_s})
        .received_dbw;
  };
  return link::after_lock(
      link::rate_profile(pass.ladder, received_dbw, free.begin, free.end),
      ceil_seconds(std::max(pass.telescope.acquisition_time_s, pass.terminal.acquisition_time_s)));
}

/// Visits the stretches in which neither horizon nor Sun stands in the way.
template <class Visit>
void for_each_clear(const OpticalPass& pass, const Visit& visit) {
  for (const Interval& high : above_horizon(pass, pass.begin, pass.end)) {
    for (const Interval& clear : off_sun(pass, high.begin, high.end)) {
      visit(clear);
    }
  }
}

} // namespace

std::vector<Interval> free_of(const OpticalPass& whole, Obstacle obstacle,
                              const link::CloudGaps& clouds) {
  const QuickPass quick(whole);
  const OpticalPass& pass = quick.pass;
  switch (obstacle) {
  case Obstacle::low_elevation:
    return above_horizon(pass, pass.begin, pass.end);
  case Obstacle::sun:
    return off_sun(pass, pass.begin, pass.end);
  case Obstacle::clouds:
    break;
  }
  std::vector<Interval> free;
  for (const Interval& high : above_horizon(pass, pass.begin, pass.end)) {
    const auto gaps = between_clouds(pass, clouds, high.begin, high.end);
    free.insert(free.end(), gaps.begin(), gaps.end());
  }
  return free;
}

std::vector<link::RateSegment> optical_pass_rates(const OpticalPass& whole,
                                                  const link::CloudGaps& clouds) {
  const QuickPass quick(whole);
  const OpticalPass& pass = quick.pass;
  std::vector<link::RateSegment> rates;
  for_each_clear(pass, [&](const Interval& clear) {
    for (const Interval& free : between_clouds(pass, clouds, clear.begin, clear.end)) {
      const auto parts = rates_in(pass, free);
      rates.insert(rates.end(), parts.begin(), parts.end());
    }
  });
  return rates;
}

double expected_optical_bits(const OpticalPass& whole, const link::CloudGaps& clouds) {
  const QuickPass quick(whole);
  const OpticalPass& pass = quick.pass;
  double bits = 0.0;
  for_each_clear(pass, [&](const Interval& clear) {
    for (const auto& part : rates_in(pass, clear)) {
      bits += static_cast<double>(part.rate_bit_s) * to_seconds(part.end - part.begin);
    }
  });
  return bits * clouds.mean_open(pass.station, pass.begin + (pass.end - pass.begin) / 2);
}

} // namespace urker::spacecraft
