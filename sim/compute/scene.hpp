#pragma once

#include "protocol/product.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace urker::compute {

/// Satellite and its count of scenes.
using SceneKey = std::pair<std::uint32_t, std::int64_t>;

/// What a pipeline knows of a scene, and its truth, on which learned stages act.
struct Scene {
  SceneKey key;
  std::string satellite;
  std::int64_t priority = 0;
  Time imaged = kStart;
  std::int64_t raw_bits = 0;
  double cloud_truth = 0.0;
  std::vector<protocol::Content> contents;
  template <class Packer>
  void pack(Packer& p) {
    p(key, satellite, priority, imaged, raw_bits, cloud_truth, contents);
  }
};
[[nodiscard]] Scene scene_of(const protocol::Product& product);

/// What a detector found in a scene.
struct Find {
  protocol::ContentKind kind = protocol::ContentKind::ship;
  std::int64_t right = 0;
  std::int64_t wrong = 0;
  std::int64_t missed = 0; ///< of those present
  std::int64_t bits = 0;   ///< of the report
  std::int64_t priority = 0;
  std::int64_t stage = 0; ///< place in the pipeline
};

/// What a computer says of a scene at an instant.
struct Outcome {
  enum class Kind {
    done,      ///< through the pipeline
    discarded, ///< thrown away by a stage
    late,      ///< thrown away at its deadline
    found,     ///< a detector has a report; the scene goes on
  };
  Kind kind = Kind::done;
  SceneKey scene;
  std::string_view stage;    ///< that decided; lives as long as the computer
  std::int64_t bits = 0;     ///< to keep
  double quality = 1.0;      ///< part of the information that compression has left
  bool wrong = false;        ///< discarded, against the truth
  std::optional<Find> found; ///< of that kind
};

/// Number of the product that a report is, among those of its satellite: below zero, where no
/// scene is.
[[nodiscard]] constexpr std::int64_t report_number(std::int64_t scene, std::int64_t stage) {
  return -(scene * 100 + stage);
}

/// The product that a report on a scene is, ready at an instant.
[[nodiscard]] protocol::Product report_of(const protocol::Product& scene, const Find& find,
                                          Time ready);

} // namespace urker::compute
