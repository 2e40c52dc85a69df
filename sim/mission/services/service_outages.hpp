#pragma once

#include "link/weather/rain_spells.hpp"
#include "mission/services/service_limits.hpp"
#include "orbit/earth/earth.hpp"
#include "time/time.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace urker::mission {

/// A time in which a service is out.
struct ServiceOutage {
  Time begin = kStart;
  Time end = kStart;
  std::string_view cause; ///< as in ServiceOutageRow
  double least_margin_db = 0.0;
};

/// Time in which the Sun stands within an angle of the dish's axis.
struct SunPassage {
  Time begin = kStart;
  Time end = kStart;
  double least_angle_rad = 0.0;
};

/// Where outages are looked for. Rain is there in weather that changes in time.
struct OutageSearch {
  Time begin = kStart;
  Time end = kStart;
  /// Spells of rain above a state at a place, over the span.
  std::function<std::vector<link::RainSpell>(const std::string& site, double state)> rain;
  /// When the Sun is within an angle of the satellite, over the span.
  std::function<std::vector<SunPassage>(double angle_rad)> sun;
};

/// Of a link that reaches its site, by cause and begin. One without margin under clear sky has
/// none: it is never served.
[[nodiscard]] std::vector<ServiceOutage> outages_of(const ServiceLink& link,
                                                    const ServiceLimits& limits,
                                                    const std::string& site,
                                                    const OutageSearch& search);

/// How long at least one of them lasts.
[[nodiscard]] double out_of_service_s(std::vector<ServiceOutage> outages);

/// The spans of [begin, end) in which the Sun may come within `limit_rad` of a direction at rest:
/// whole days, by the Sun's declination at noon; joined where they follow each other. `drift_rad`
/// bounds how far the direction moves.
struct DaySpan {
  Time begin = kStart;
  Time end = kStart;
};
[[nodiscard]] std::vector<DaySpan> sun_seasons(const orbit::Earth& earth,
                                               const orbit::Vector3& direction_itrf,
                                               double limit_rad, double drift_rad, Time begin,
                                               Time end);

} // namespace urker::mission
