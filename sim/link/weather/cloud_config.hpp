#pragma once

#include "base/fields.hpp"

#include <vector>

namespace urker::link {

/// Mean cloud cover of the months at a place.
struct CloudClimateConfig {
  double latitude_rad = 0.0; ///< geodetic, north
  double longitude_rad = 0.0;
  std::vector<double> monthly_cover; ///< January to December, 0..1 each
};
void describe(FieldVisitor& v, CloudClimateConfig& c);

/// Statistics of the synthetic cloud cover.
struct CloudConfig {
  double mean_cover = 0.5;                   ///< 0..1, where no climate is given
  double correlation_length_m = 300e3;       ///< distance at which the field's correlation is 1/e
  double correlation_time_s = 6 * 3600;      ///< likewise in time at one place
  std::vector<CloudClimateConfig> climate{}; ///< by place; empty: the same everywhere
};
void describe(FieldVisitor& v, CloudConfig& c);

} // namespace urker::link
