#pragma once

#include <string>
#include <vector>

namespace urker::link {

/// Limit of the power flux density at the Earth's surface in a band, by the angle of arrival above
/// the horizon: constant to 5 deg, then rising in a line to 25 deg, then constant. ITU Radio
/// Regulations, article 21.
struct FluxLimit {
  double lowest_frequency_hz = 0.0;
  double highest_frequency_hz = 0.0;
  std::string service;
  double low_dbw_m2 = 0.0; ///< up to 5 deg, in the reference bandwidth
  double slope_db_deg = 0.0;
  double high_dbw_m2 = 0.0;  ///< from 25 deg on
  double bandwidth_hz = 0.0; ///< reference
  bool confirmed = false;    ///< against a published rule; otherwise recalled

  [[nodiscard]] double at_dbw_m2(double arrival_rad) const;
};

[[nodiscard]] const std::vector<FluxLimit>& flux_limits();

/// Those whose band holds a frequency; a band may have several services.
[[nodiscard]] std::vector<FluxLimit> flux_limits_at(double frequency_hz);

/// Power flux density of an EIRP spread evenly over a bandwidth, in a reference bandwidth.
[[nodiscard]] double flux_dbw_m2(double eirp_dbw, double range_m, double occupied_hz,
                                 double reference_hz);

} // namespace urker::link
