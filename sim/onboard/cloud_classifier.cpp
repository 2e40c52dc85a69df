#include "onboard/cloud_classifier.hpp"

namespace urker::onboard {

CloudClassifier::CloudClassifier(const PipelineConfig& pipeline, const std::string& satellite,
                                 std::uint64_t seed)
    : pipeline_(pipeline), key_{seed, key_of("satellites." + satellite),
                                key_of("onboard.cloud_mask")} {}

bool CloudClassifier::ought_to_discard(double cloud_truth) const {
  return cloud_truth > pipeline_.discard_cloud_above;
}

bool CloudClassifier::discards(std::int64_t scene, double cloud_truth) const {
  const double probability =
      ought_to_discard(cloud_truth) ? pipeline_.detection : pipeline_.false_alarm;
  return random_uniform(key_, static_cast<std::uint64_t>(scene)) < probability;
}

} // namespace urker::onboard
