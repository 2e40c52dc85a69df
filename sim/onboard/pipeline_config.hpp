#pragma once

#include "base/fields.hpp"

namespace urker::onboard {

/// What the on-board pipeline does to a scene: a cloud classifier that may throw it away, then
/// compression by a fixed ratio.
struct PipelineConfig {
  double discard_cloud_above = 0.7; ///< true cloud cover, 0..1, above which a scene is worthless
  double detection = 0.95;          ///< probability that such a scene is recognised
  double false_alarm = 0.01;        ///< probability that any other scene is taken for one
  double compression_ratio = 1.0;   ///< volume before : after
};
void describe(FieldVisitor& v, PipelineConfig& c);

} // namespace urker::onboard
