#include "mission/operations_config.hpp"

namespace urker::mission {

void describe(FieldVisitor& v, PlanningConfig& c) {
  v.optional("first", c.first_s, between(0.0, 5270400.0, unit::min),
             "First cycle, after the start");
  v.optional("interval", c.interval_s, between(1e-3, 8784.0, unit::h), "From cycle to cycle");
  v.optional("booking_time", c.booking_time_s, between(1e-3, 10080.0, unit::min),
             "From asking stations for passes to planning with their answers");
  v.optional("horizon", c.horizon_s, between(1e-3, 8784.0, unit::h), "How far a cycle plans ahead");
  v.optional("uplink_time", c.uplink_time_s, between(0.0, 1440.0, unit::min),
             "From the start of the pass that carries a plan up until its first task");
  v.optional("report_wait", c.report_wait_s, between(1e-3, 8784.0, unit::h),
             "A cell that was imaged but not reported on for so long is planned again");
  v.check(c.booking_time_s < c.interval_s, "booking_time", "must be shorter than the interval");
  v.check(c.horizon_s > c.booking_time_s, "horizon", "must be longer than the booking time");
}

void describe(FieldVisitor& v, OperationsConfig& c) {
  v.required("owner", c.owner, Reference{"organisations"},
             "Organisation whose satellites it operates");
  v.required("site", c.site, "Where it stands");
  v.optional("planning", c.planning, "Planning cycle");
}

Duration needed_outlook(const OperationsConfig& operations) {
  return ceil_seconds(operations.planning.horizon_s);
}

} // namespace urker::mission
