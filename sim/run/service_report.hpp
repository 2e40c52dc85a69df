#pragma once

#include "base/calendar.hpp"
#include "mission/services/service_limits.hpp"
#include "scenario/scenario.hpp"
#include "time/epoch.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// Which services, and when.
struct ServiceRequest {
  std::string from;               ///< a satellite with transponders
  std::string to;                 ///< a site
  std::optional<CalendarTime> at; ///< nothing: the scenario's start
  /// Share of the year in which the air takes more, at site and uplink alike; nothing: the median.
  std::optional<double> exceeded;
};

/// A service at the site.
struct ServiceReception {
  mission::ServiceRow row;
  mission::ServiceLink link;
  std::optional<mission::ServiceBudget> budget; ///< in the weather asked for, where it reaches
};

struct ServiceReport {
  std::string scenario; ///< its title, or name
  std::string time_utc;
  std::string weather;                      ///< in words
  std::vector<ServiceReception> receptions; ///< of all services of the satellite there
  std::vector<std::string> notes;
  std::shared_ptr<const void> kept; ///< what the links point to
};

/// Whether a link between these names is one of services: to a site, or from a satellite with
/// transponders to what is no station.
[[nodiscard]] bool is_service_link(const scenario::Scenario& scenario, const std::string& from,
                                   const std::string& to);

/// Throws `Error{usage}` for names that are not there and an instant outside the scenario,
/// `Error{invalid_input}` if the satellite has no service at the site.
[[nodiscard]] ServiceReport report_services(const scenario::Scenario& scenario,
                                            const ServiceRequest& request);

} // namespace urker::run
