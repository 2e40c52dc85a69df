#include "compute/pipeline.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace urker::compute {

namespace {

using Devices = std::map<std::string, DeviceConfig>;

/// What a device says of a stage: by the name of its model, or by its own.
const StageConfig* find_cost(const DeviceConfig& device, const std::string& stage,
                             const std::string& model) {
  const auto by_model = device.stages.find(model);
  const auto by_stage = device.stages.find(stage);
  return by_model != device.stages.end()   ? &by_model->second
         : by_stage != device.stages.end() ? &by_stage->second
                                           : nullptr;
}

std::string device_of(const Devices& devices, const std::string& stage,
                      const PipelineStageConfig& config) {
  const std::string model = config.model.value_or("");
  if (!config.device.empty()) {
    const auto found = devices.find(config.device);
    if (found == devices.end()) {
      throw Error(
          Cause::invalid_input,
          fmt::format("the computer has no device `{}` for stage `{}`", config.device, stage));
    }
    return config.device;
  }
  std::vector<std::string> able;
  for (const auto& [name, device] : devices) {
    if (find_cost(device, stage, model) != nullptr) {
      able.push_back(name);
    }
  }
  if (able.empty()) {
    throw Error(Cause::invalid_input,
                fmt::format("no device of the computer runs stage `{}`", stage));
  }
  if (able.size() > 1) {
    throw Error(Cause::invalid_input,
                fmt::format("devices `{}` and `{}` run stage `{}`; say which by its `device`",
                            able[0], able[1], stage));
  }
  return able.front();
}

StageModel model_of(const std::string& stage, const PipelineStageConfig& config,
                    const std::string& name, const DeviceConfig& device, const Models& models) {
  StageModel result;
  result.name = name;
  const StageConfig* cost = find_cost(device, stage, name);
  if (cost == nullptr) {
    throw Error(Cause::invalid_input, fmt::format("its device does not run stage `{}`", stage));
  }
  result.cost = *cost;
  if (!name.empty()) {
    const ModelConfig& model = models.at(name);
    result.size_bit = model.size_bit;
    result.tile_bit = model.tile_bit;
    result.rates = operating_point(model, config.false_alarm);
    result.finds = model.finds;
    if (config.kind == StageKind::detect && !model.finds) {
      throw Error(Cause::invalid_input,
                  fmt::format("the model of stage `{}` does not say what it finds", stage));
    }
    if (device.memory_bit && model.size_bit + model.tile_bit.value_or(0.0) > *device.memory_bit) {
      throw Error(
          Cause::invalid_input,
          fmt::format("the model of stage `{}` does not fit the memory of its device", stage));
    }
  }
  return result;
}

/// The simple form as a graph.
PipelineConfig as_graph(const PipelineConfig& config) {
  if (!config.stages.empty()) {
    return config;
  }
  PipelineConfig graph = config;
  PipelineStageConfig mask;
  mask.kind = StageKind::cloud_mask;
  mask.discard_cloud_above = config.discard_cloud_above;
  PipelineStageConfig compress;
  compress.kind = StageKind::compress;
  compress.after = {"cloud_mask"};
  compress.ratio = config.compression_ratio;
  graph.stages = {{"cloud_mask", mask}, {"compress", compress}};
  return graph;
}

bool runs_here(const PipelineStageConfig& stage, Side side) {
  return stage.where == side.here || (side.processes && stage.where == StagePlace::anywhere);
}

} // namespace

Pipeline make_pipeline(const PipelineConfig& config, const ComputerConfig& computer,
                       const Models& models, Side side, const std::optional<TileShare>& share) {
  const bool is_simple = config.stages.empty();
  const PipelineConfig graph = as_graph(config);
  const Devices devices = computer.all_devices();
  Pipeline pipeline;
  pipeline.deadline_s = graph.deadline_s;
  pipeline.when_late = graph.when_late;
  std::map<std::string, std::set<std::size_t>> reached; ///< places here that a stage follows
  std::set<std::string> shared; ///< stages of either side that leave a share
  for (const auto& name : in_order(graph.stages)) {
    const PipelineStageConfig& stage_config = graph.stages.at(name);
    std::set<std::size_t> inputs;
    for (const auto& before : stage_config.after) {
      const auto& from = reached.at(before);
      inputs.insert(from.begin(), from.end());
    }
    const bool sees_share =
        std::any_of(stage_config.after.begin(), stage_config.after.end(),
                    [&shared](const std::string& before) { return shared.contains(before); });
    if (stage_config.split && !share) {
      throw Error(Cause::invalid_input,
                  fmt::format("stage `{}` splits tiles among satellites, and no `tile_share` says "
                              "which are the satellite's",
                              name));
    }
    if (stage_config.split && sees_share) {
      throw Error(Cause::invalid_input,
                  fmt::format("stage `{}` splits what another has split", name));
    }
    if (stage_config.split || sees_share) {
      shared.insert(name);
    }
    if (!runs_here(stage_config, side)) {
      reached[name] = inputs;
      continue;
    }
    const std::string device = device_of(devices, name, stage_config);
    Stage stage;
    stage.name = name;
    stage.config = stage_config;
    stage.inputs.assign(inputs.begin(), inputs.end());
    stage.share = stage_config.split ? *share : TileShare{};
    stage.sees_share = sees_share;
    stage.device = static_cast<std::size_t>(std::distance(devices.begin(), devices.find(device)));
    stage.models.push_back(
        model_of(name, stage_config, stage_config.model.value_or(""), devices.at(device), models));
    if (is_simple) {
      stage.models.front().rates = {config.false_alarm, config.detection};
    }
    for (const auto& update : graph.updates) {
      if (update.stage == name) {
        stage.models.push_back(
            model_of(name, stage_config, update.model, devices.at(device), models));
      }
    }
    reached[name] = {pipeline.stages.size()};
    pipeline.stages.push_back(std::move(stage));
  }
  return pipeline;
}

std::int64_t model_bits(const Pipeline& pipeline) {
  std::map<std::string, double> sizes; // a model that several stages use is there once
  for (const auto& stage : pipeline.stages) {
    sizes.emplace(stage.models.front().name, stage.models.front().size_bit);
  }
  double bits = 0.0;
  for (const auto& [name, size_bit] : sizes) {
    bits += std::ceil(size_bit);
  }
  return static_cast<std::int64_t>(bits);
}

double kept_volume(const Pipeline& pipeline) {
  std::vector<double> volume;
  std::vector<bool> is_last(pipeline.stages.size(), true);
  for (const auto& stage : pipeline.stages) {
    double in = 1.0;
    for (const auto before : stage.inputs) {
      in = std::min(in, volume[before]);
      is_last[before] = false;
    }
    const bool changes = stage.config.kind == StageKind::calibrate ||
                         stage.config.kind == StageKind::encrypt ||
                         stage.config.kind == StageKind::other;
    volume.push_back(in * (changes ? stage.config.volume : 1.0) / stage.config.ratio /
                     static_cast<double>(stage.share.of));
  }
  double kept = 1.0;
  for (std::size_t i = 0; i < volume.size(); ++i) {
    kept = is_last[i] ? std::min(kept, volume[i]) : kept;
  }
  return kept;
}

} // namespace urker::compute
