#pragma once

#include "base/calendar.hpp"
#include "link/weather/cloud_config.hpp"
#include "link/weather/season.hpp"
#include "orbit/earth/geodesy.hpp"
#include "time/time.hpp"

#include <array>
#include <vector>

namespace urker::link {

/// Mean cloud cover by place and time of the year: straight lines between the middles of months,
/// and between places the mean weighted by the inverse square of the distance (D. Shepard 1968, A
/// two-dimensional interpolation function for irregularly-spaced data), which is each place's own
/// there. The time of day is left out.
class CloudClimate {
 public:
  /// `start` is the instant kStart in UTC.
  CloudClimate(const CloudConfig& config, const CalendarTime& start);

  /// 0..1.
  [[nodiscard]] double mean_cover(const orbit::Geodetic& place, Time t) const;

 private:
  struct Station {
    std::array<double, 3> direction; ///< from the Earth's centre, unit length
    std::vector<double> monthly_cover;
  };
  double mean_cover_;
  Season season_;
  std::vector<Station> stations_;
};

} // namespace urker::link
