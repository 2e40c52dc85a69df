#pragma once

#include "base/fields.hpp"

namespace urker::link {

/// Statistics of the synthetic cloud cover.
struct CloudConfig {
  double mean_cover = 0.5;              ///< 0..1
  double correlation_length_m = 300e3;  ///< distance at which the field's correlation is 1/e
  double correlation_time_s = 6 * 3600; ///< likewise in time at one place
};
void describe(FieldVisitor& v, CloudConfig& c);

} // namespace urker::link
