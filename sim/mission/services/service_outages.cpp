#include "mission/services/service_outages.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::mission {

std::vector<ServiceOutage> outages_of(const ServiceLink& link, const ServiceLimits& limits,
                                      const std::string& site, const OutageSearch& search) {
  std::vector<ServiceOutage> outages;
  if (limits.clear_margin_db < 0.0) {
    return outages;
  }
  const auto add_rain = [&](const std::string& place, double limit, std::string_view cause,
                            const auto& weather) {
    if (search.rain && limit != ServiceLimits::kNever) {
      for (const link::RainSpell& spell : search.rain(place, limit)) {
        outages.push_back({spell.begin, spell.end, cause, link.margin_db(weather(spell.greatest))});
      }
    }
  };
  add_rain(site, limits.site_rain, "rain", [](double z) { return ServiceWeather{.site = z}; });
  if (const auto& uplink = link.carrier().config->uplink) {
    add_rain(uplink->site, limits.uplink_rain, "uplink_rain",
             [](double z) { return ServiceWeather{.uplink = z}; });
  }
  if (limits.sun_rad > 0.0) {
    for (const SunPassage& sun : search.sun(limits.sun_rad)) {
      outages.push_back(
          {sun.begin, sun.end, "sun", link.margin_db({.sun_k = link.sun_k(sun.least_angle_rad)})});
    }
  }
  return outages;
}

double out_of_service_s(std::vector<ServiceOutage> outages) {
  std::sort(outages.begin(), outages.end(),
            [](const auto& a, const auto& b) { return a.begin < b.begin; });
  Duration sum = Duration::zero();
  Time covered = kStart;
  for (const ServiceOutage& outage : outages) {
    sum += std::max(outage.end - std::max(outage.begin, covered), Duration::zero());
    covered = std::max(covered, outage.end);
  }
  return to_seconds(sum);
}

std::vector<DaySpan> sun_seasons(const orbit::Earth& earth, const orbit::Vector3& direction_itrf,
                                 double limit_rad, double drift_rad, Time begin, Time end) {
  // The Sun's declination changes by less than 0.4 deg in a day, of which noon is the middle.
  constexpr double kHalfDay_rad = 0.2 * unit::deg.scale;
  constexpr Duration kDay = std::chrono::hours(24);
  const double own_rad = std::asin(std::clamp(direction_itrf.z(), -1.0, 1.0));
  std::vector<DaySpan> spans;
  for (Time day = begin; day < end; day += kDay) {
    const Time until = std::min(day + kDay, end);
    const orbit::Vector3 sun = earth.sun_itrf_m(day + (until - day) / 2).normalized();
    if (std::abs(std::asin(sun.z()) - own_rad) > limit_rad + drift_rad + kHalfDay_rad) {
      continue;
    }
    if (!spans.empty() && spans.back().end == day) {
      spans.back().end = until;
    } else {
      spans.push_back({day, until});
    }
  }
  return spans;
}

} // namespace urker::mission
