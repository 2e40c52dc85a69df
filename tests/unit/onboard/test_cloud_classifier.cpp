#include "onboard/cloud_classifier.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::onboard;

namespace {

double discarded_part(const CloudClassifier& classifier, double cloud_truth) {
  int discarded = 0;
  for (std::int64_t scene = 1; scene <= 20000; ++scene) {
    discarded += classifier.discards(scene, cloud_truth);
  }
  return discarded / 20000.0;
}

} // namespace

TEST_CASE("The classifier errs as often as its confusion matrix says") {
  const CloudClassifier classifier({0.7, 0.92, 0.03, 4.0}, "imece", 2040);
  CHECK_FALSE(classifier.ought_to_discard(0.7));
  CHECK(classifier.ought_to_discard(0.701));
  CHECK(discarded_part(classifier, 0.9) == Approx(0.92).margin(0.01));
  CHECK(discarded_part(classifier, 0.2) == Approx(0.03).margin(0.006));
}

TEST_CASE("A perfect and a blind classifier never err and never see") {
  const CloudClassifier perfect({0.7, 1.0, 0.0, 4.0}, "imece", 1);
  CHECK(discarded_part(perfect, 0.71) == 1.0);
  CHECK(discarded_part(perfect, 0.69) == 0.0);
  const CloudClassifier blind({0.7, 0.0, 0.0, 4.0}, "imece", 1);
  CHECK(discarded_part(blind, 1.0) == 0.0);
}

TEST_CASE("Draws belong to seed, satellite and scene") {
  const PipelineConfig half{0.5, 0.5, 0.5, 1.0};
  const CloudClassifier a(half, "imece", 1);
  const CloudClassifier same(half, "imece", 1);
  const CloudClassifier other_satellite(half, "gokturk_1", 1);
  const CloudClassifier other_seed(half, "imece", 2);
  int by_satellite = 0;
  int by_seed = 0;
  for (std::int64_t scene = 0; scene < 1000; ++scene) {
    REQUIRE(a.discards(scene, 0.9) == same.discards(scene, 0.9));
    by_satellite += a.discards(scene, 0.9) != other_satellite.discards(scene, 0.9);
    by_seed += a.discards(scene, 0.9) != other_seed.discards(scene, 0.9);
  }
  CHECK(by_satellite > 400);
  CHECK(by_seed > 400);
}
