#include "onboard/pipeline_config.hpp"

namespace urker::onboard {

void describe(FieldVisitor& v, PipelineConfig& c) {
  v.optional("discard_cloud_above", c.discard_cloud_above, between(0.0, 100.0, unit::percent),
             "True cloud cover above which a scene ought to be discarded");
  v.optional("detection", c.detection, between(0.0, 100.0, unit::percent),
             "Probability that the classifier discards a scene that it ought to");
  v.optional("false_alarm", c.false_alarm, between(0.0, 100.0, unit::percent),
             "Probability that it discards a scene that it ought to keep");
  v.optional("compression_ratio", c.compression_ratio, between(1.0, 1000.0, unit::one),
             "Volume before compression over volume after");
}

} // namespace urker::onboard
