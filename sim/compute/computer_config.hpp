#pragma once

#include <map>
#include <optional>
#include <string>

#include "compute/device_config.hpp"

namespace urker::compute {

/// The two stages of the simple pipeline.
struct SimpleStagesConfig {
  StageConfig cloud_mask;
  StageConfig compress;
};
void describe(FieldVisitor& v, SimpleStagesConfig& c);

/// A computer: its devices, or one device that runs the two stages of the simple pipeline, one
/// scene after the other.
struct ComputerConfig {
  double idle_power_w = 0.0; ///< whenever it is on, without its devices
  std::optional<SimpleStagesConfig> stages;
  std::map<std::string, DeviceConfig> devices;

  /// By name; the simple form as the device `computer`.
  [[nodiscard]] std::map<std::string, DeviceConfig> all_devices() const;
};
void describe(FieldVisitor& v, ComputerConfig& c);

} // namespace urker::compute
