#pragma once

#include "mission/services/service_link.hpp"
#include "mission/services/service_rows.hpp"

namespace urker::mission {

/// What a service at a site bears before its lowest modcod is lost.
struct ServiceLimits {
  static constexpr double kNever = 99.0; ///< a state of rain that does not come

  double clear_margin_db = 0.0;
  double site_rain = kNever;   ///< state of the rain at the site, the uplink under clear sky
  double uplink_rain = kNever; ///< likewise on the uplink
  double availability = 0.0;   ///< of the year; 0 for less than half
  double sun_rad = 0.0;        ///< from the Sun's centre; 0: bears it
};

/// P.618 reaches from 1e-5 to 0.5 of the year, and so do these: who bears the weather of 1e-5 bears
/// all. Outages of both links are counted as if they never fell together; what they take together
/// while each alone would bear it is not counted.
[[nodiscard]] ServiceLimits limits_of(const ServiceLink& link);

/// A row with all that does not need the run: without outages. `receivers` and `site` are the
/// link's.
[[nodiscard]] ServiceRow row_of(const ServiceLink& link, const std::string& receivers,
                                const std::string& site, const ServiceSiteConfig& config);

} // namespace urker::mission
