#pragma once

#include "base/fields.hpp"

namespace urker::onboard {

/// One processing stage on the computer that runs it.
struct StageConfig {
  double throughput_bit_s = 0.0; ///< of input
  double power_w = 0.0;          ///< drawn above idle while it runs
};
void describe(FieldVisitor& v, StageConfig& c);

/// The two stages of an imaging pipeline.
struct StagesConfig {
  StageConfig cloud_mask;
  StageConfig compress;
};
void describe(FieldVisitor& v, StagesConfig& c);

/// An on-board computer that runs one job at a time.
struct ComputerConfig {
  double idle_power_w = 0.0; ///< whenever it is on
  StagesConfig stages;
};
void describe(FieldVisitor& v, ComputerConfig& c);

} // namespace urker::onboard
