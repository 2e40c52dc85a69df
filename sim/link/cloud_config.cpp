#include "link/cloud_config.hpp"

namespace urker::link {

void describe(FieldVisitor& v, CloudConfig& c) {
  v.optional("mean_cover", c.mean_cover, between(1.0, 99.0, unit::percent),
             "Mean cloud cover over all places and times");
  v.optional("correlation_length", c.correlation_length_m, between(20.0, 5000.0, unit::km),
             "Distance at which the underlying normal field's correlation falls to 1/e");
  v.optional("correlation_time", c.correlation_time_s, between(0.25, 240.0, unit::h),
             "Time in which it does so at one place");
}

} // namespace urker::link
