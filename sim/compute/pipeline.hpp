#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compute/computer_config.hpp"
#include "compute/model_config.hpp"
#include "compute/pipeline_config.hpp"
#include "compute/tile_share.hpp"

namespace urker::compute {

/// Models by name.
using Models = std::map<std::string, ModelConfig>;

/// A model as a stage uses it.
struct StageModel {
  std::string name; ///< empty: that of the simple form
  double size_bit = 0.0;
  std::optional<double> tile_bit;
  OperatingPointConfig rates;
  std::optional<protocol::ContentKind> finds;
  StageConfig cost; ///< on the stage's device
};

/// A stage on its device.
struct Stage {
  std::string name;
  PipelineStageConfig config;
  std::vector<std::size_t> inputs; ///< places of the stages before it
  std::size_t device = 0;          ///< place among the computer's devices, by name
  /// First that with which it begins, then those of its updates. Without a model one that has a
  /// cost only.
  std::vector<StageModel> models;
  TileShare share;         ///< of what it reads it keeps this
  bool sees_share = false; ///< it reads what another has kept of a frame that is split
};

/// A pipeline on a computer: each stage after those that it needs.
struct Pipeline {
  std::vector<Stage> stages;
  std::optional<double> deadline_s;
  WhenLate when_late = WhenLate::finish;
};

/// Which stages of a pipeline run on one side.
struct Side {
  StagePlace here = StagePlace::onboard; ///< or ground
  bool processes = true;                 ///< also those that run wherever the scene is processed
};

/// A pipeline's stages of one side, on a computer there. A stage whose predecessors run elsewhere
/// follows theirs. Throws an error that names the stage where the computer cannot run one, or where
/// it splits frames of which `share` does not say what is kept.
[[nodiscard]] Pipeline make_pipeline(const PipelineConfig& config, const ComputerConfig& computer,
                                     const Models& models, Side side,
                                     const std::optional<TileShare>& share = {});

/// Volume of all models of a pipeline as it begins.
[[nodiscard]] std::int64_t model_bits(const Pipeline& pipeline);

/// Part of a scene's volume that is left to store and send, if nothing is discarded.
[[nodiscard]] double kept_volume(const Pipeline& pipeline);

} // namespace urker::compute
