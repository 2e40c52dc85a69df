#pragma once

#include "base/random.hpp"
#include "onboard/pipeline_config.hpp"

#include <cstdint>
#include <string>

namespace urker::onboard {

/// A learned cloud classifier, known by its confusion matrix alone: it acts on the true cover of
/// a scene and errs at random, by a draw that belongs to the satellite and the scene's number.
class CloudClassifier {
 public:
  CloudClassifier(const PipelineConfig& pipeline, const std::string& satellite, std::uint64_t seed);
  /// Whether a scene is cloudier than what is worth keeping.
  [[nodiscard]] bool ought_to_discard(double cloud_truth) const;
  /// Whether the classifier discards it.
  [[nodiscard]] bool discards(std::int64_t scene, double cloud_truth) const;

 private:
  PipelineConfig pipeline_;
  RandomKey key_;
};

} // namespace urker::onboard
