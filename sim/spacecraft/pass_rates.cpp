#include "spacecraft/pass_rates.hpp"

#include "link/budget.hpp"

namespace urker::spacecraft {

namespace {

/// Of the pass under a sky; both must outlive it.
link::Signal signal(const PassLink& link, link::StationSky& sky) {
  return [&link, &sky](Time t) {
    const SiteView view = link.surroundings.site(link.station, t);
    return link::link_budget(link.radio, link.antenna, view.range_m,
                             sky.loss(t, view.elevation_rad))
        .cn0_db_hz;
  };
}

Duration lock_time(const PassLink& link) {
  return ceil_seconds(link.antenna.lock_time_s);
}

} // namespace

std::vector<link::RateSegment> pass_rates(const PassLink& link, link::StationSky sky) {
  return link::after_lock(link::rate_profile(link.ladder, signal(link, sky), link.begin, link.end),
                          lock_time(link));
}

std::vector<link::RateSegment> flown_rates(const PassLink& link, link::StationSky sky,
                                           link::StationSky planned_sky) {
  const auto chosen =
      link::rate_profile(link.ladder, signal(link, planned_sky), link.begin, link.end);
  return link::after_lock(link::held_parts(chosen, link.ladder, signal(link, sky)),
                          lock_time(link));
}

} // namespace urker::spacecraft
