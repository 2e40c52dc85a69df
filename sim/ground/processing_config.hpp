#pragma once

#include "base/fields.hpp"
#include "ground/site_config.hpp"

#include <optional>
#include <string>

#include "compute/computer_config.hpp"

namespace urker::ground {

/// A centre that turns received products into what readers get. It works on one product at a time,
/// in the order in which they became whole. With a computer it first takes what was not processed
/// on board through the same pipeline, which each satellite names.
struct ProcessingCentreConfig {
  std::string owner;
  SiteConfig site;
  /// Of the image as taken: radiometric and geometric correction work on the expanded picture, so
  /// a product that was compressed on board is no less work on the ground.
  double throughput_bit_s = 800e6;
  double fixed_delay_s = 60.0; ///< of each product, after its turn has come
  double cloud_error = 0.0;    ///< standard deviation of the measured cloud cover
  double report_delay_s = 1.0; ///< of reports of detectors, and until planners hear of discards
  std::optional<compute::ComputerConfig> computer;
};
void describe(FieldVisitor& v, ProcessingCentreConfig& c);

} // namespace urker::ground
