#include "ground/processing_config.hpp"

namespace urker::ground {

void describe(FieldVisitor& v, ProcessingCentreConfig& c) {
  v.required("owner", c.owner, Reference{"organisations"}, "Organisation that runs the centre");
  v.required("site", c.site, "Where it stands");
  v.optional("throughput", c.throughput_bit_s, positive(unit::Mbit_per_s),
             "Rate at which it works through products, counted in bits as imaged");
  v.optional("fixed_delay", c.fixed_delay_s, between(0.0, 1e6, unit::s),
             "Constant part of the time that each product takes");
  v.optional("cloud_error", c.cloud_error, between(0.0, 1.0, unit::one),
             "Standard deviation of the cloud cover measured on the ground; 0: the truth");
  v.optional("report_delay", c.report_delay_s, between(0.001, 1e6, unit::s),
             "Until reports of detectors are passed on, and planners told of what was discarded");
  v.optional("computer", c.computer, Template{"type", "computers"},
             "Runs the stages of the satellites' pipelines that were not run on board");
}

} // namespace urker::ground
