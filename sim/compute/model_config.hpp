#pragma once

#include "base/fields.hpp"
#include "protocol/content.hpp"

#include <optional>
#include <vector>

namespace urker::compute {

/// A point of a receiver operating characteristic.
struct OperatingPointConfig {
  double false_alarm = 0.0;
  double detection = 0.0;
};
void describe(FieldVisitor& v, OperatingPointConfig& c);

/// A learned model as its confusion matrix or its ROC tells. The rates are of scenes for a cloud
/// mask, of tiles where cloudy tiles are cut out, of visible targets (detection) and of tiles
/// (false alarm) for a detector.
struct ModelConfig {
  double size_bit = 0.0;
  std::optional<double> tile_bit; ///< none: the whole scene at once
  std::optional<double> detection;
  std::optional<double> false_alarm;
  std::vector<OperatingPointConfig> roc;
  std::optional<protocol::ContentKind> finds;
};
void describe(FieldVisitor& v, ModelConfig& c);

/// Rates at a rate of false alarms: between the points of the ROC on straight lines, from (0, 0)
/// to (1, 1). Without ROC, or without wish, the model's own.
[[nodiscard]] OperatingPointConfig operating_point(const ModelConfig& model,
                                                   std::optional<double> false_alarm);

} // namespace urker::compute
