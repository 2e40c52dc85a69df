#include "spacecraft/pass_rates.hpp"

#include "link/budget.hpp"

namespace urker::spacecraft {

std::vector<link::RateSegment> pass_rates(const link::RadioConfig& radio,
                                          const orbit::Geodetic& station,
                                          const link::GroundAntennaConfig& antenna,
                                          link::StationSky sky, const Surroundings& surroundings,
                                          Time begin, Time end) {
  const auto cn0_db_hz = [&](Time t) {
    const SiteView view = surroundings.site(station, t);
    return link::link_budget(radio, antenna, view.range_m, sky.loss(t, view.elevation_rad))
        .cn0_db_hz;
  };
  return link::rate_profile(radio, cn0_db_hz, begin, end);
}

} // namespace urker::spacecraft
