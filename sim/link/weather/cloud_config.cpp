#include "link/weather/cloud_config.hpp"

namespace urker::link {

void describe(FieldVisitor& v, CloudClimateConfig& c) {
  v.required("latitude", c.latitude_rad, between(-90.0, 90.0, unit::deg), "Latitude, north");
  v.required("longitude", c.longitude_rad, between(-180.0, 360.0, unit::deg), "Longitude, east");
  v.required("monthly_cover", c.monthly_cover, between(1.0, 99.0, unit::percent),
             "Mean cloud cover of each month, January first");
  v.check(c.monthly_cover.size() == 12, "monthly_cover", "a year has twelve months");
}

void describe(FieldVisitor& v, CloudConfig& c) {
  v.optional("mean_cover", c.mean_cover, between(1.0, 99.0, unit::percent),
             "Mean cloud cover over all places and times, where no climate is given");
  v.optional("correlation_length", c.correlation_length_m, between(20.0, 5000.0, unit::km),
             "Distance at which the underlying normal field's correlation falls to 1/e");
  v.optional("correlation_time", c.correlation_time_s, between(0.25, 240.0, unit::h),
             "Time in which it does so at one place");
  v.optional("climate", c.climate,
             "Mean cover at places by month, joined in between; takes the place of mean_cover");
}

} // namespace urker::link
