#include "compute/pipeline_config.hpp"

#include <algorithm>
#include <utility>

namespace urker::compute {

namespace {

// Numbers of reports are made of the scene's and the stage's (report_number).
constexpr std::size_t kMostStages = 99;

bool knows(const std::map<std::string, PipelineStageConfig>& stages) {
  for (const auto& [name, stage] : stages) {
    for (const auto& before : stage.after) {
      if (!stages.contains(before)) {
        return false;
      }
    }
  }
  return true;
}

} // namespace

std::vector<std::string> in_order(const std::map<std::string, PipelineStageConfig>& stages) {
  std::map<std::string, std::size_t> depths;
  for (bool found = true; found && depths.size() < stages.size();) {
    found = false;
    for (const auto& [name, stage] : stages) {
      const bool ready =
          std::all_of(stage.after.begin(), stage.after.end(),
                      [&depths](const std::string& before) { return depths.contains(before); });
      if (!ready || depths.contains(name)) {
        continue;
      }
      std::size_t depth = 0;
      for (const auto& before : stage.after) {
        depth = std::max(depth, depths.at(before) + 1);
      }
      depths.emplace(name, depth);
      found = true;
    }
  }
  if (depths.size() < stages.size()) {
    return {};
  }
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [name, depth] : depths) {
    order.emplace_back(depth, name);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::string> names;
  for (auto& entry : order) {
    names.push_back(std::move(entry.second));
  }
  return names;
}

void describe(FieldVisitor& v, PipelineStageConfig& c) {
  v.required("kind", c.kind,
             "calibrate, cloud_mask, tile, detect, compress, encrypt or other: what it does");
  v.optional("after", c.after, "Stages that come first; none: it reads the scene as imaged");
  v.optional("where", c.where,
             "anywhere: where the scene is processed; onboard or ground: always there");
  v.optional("device", c.device, "Device that runs it; the one that has the stage unless given");
  v.optional("model", c.model, Reference{"models"}, "Learned model");
  v.optional("discard_cloud_above", c.discard_cloud_above, between(0.0, 100.0, unit::percent),
             "cloud_mask: true cloud cover above which a scene ought to be discarded");
  v.optional("false_alarm", c.false_alarm, between(0.0, 100.0, unit::percent),
             "Rate of false alarms at which the model's ROC is used");
  v.optional("volume", c.volume, between(0.001, 1000.0, unit::one),
             "calibrate, encrypt, other: volume after over volume before");
  v.optional("split", c.split,
             "tile: keeps only the tiles that are the satellite's by its `tile_share`");
  v.optional("ratio", c.ratio, between(1.0, 1000.0, unit::one),
             "compress: volume before over volume after");
  v.optional("quality", c.quality, between(0.0, 100.0, unit::percent),
             "compress: part of a scene's information that is left");
  v.optional("discard_empty", c.discard_empty,
             "detect: whether scenes in which it finds nothing are thrown away");
  v.optional("report", c.report_bit, between(0.0, 1.0, unit::Gbit),
             "detect: volume of the report on each find; none unless given");
  v.optional("report_priority", c.report_priority, between(1, 1000000, unit::one),
             "detect: priority of reports in the downlink");
  v.check(!c.split || c.kind == StageKind::tile, "split", "only a stage of kind tile splits");
  const bool learned = c.kind == StageKind::cloud_mask || c.kind == StageKind::detect;
  v.check(!learned || c.model, "model", "a learned stage needs a model");
  v.check(!c.model || learned || c.kind == StageKind::tile, "model",
          "only cloud_mask, tile and detect take a model");
}

void describe(FieldVisitor& v, ModelUpdateConfig& c) {
  v.required("stage", c.stage, "Stage whose model is replaced");
  v.required("model", c.model, Reference{"models"}, "Model that takes its place");
  v.required("at", c.at, "Sent up in the first booked pass after that");
}

void describe(FieldVisitor& v, PipelineConfig& c) {
  v.optional("discard_cloud_above", c.discard_cloud_above, between(0.0, 100.0, unit::percent),
             "True cloud cover above which a scene ought to be discarded");
  v.optional("detection", c.detection, between(0.0, 100.0, unit::percent),
             "Probability that the classifier discards a scene that it ought to");
  v.optional("false_alarm", c.false_alarm, between(0.0, 100.0, unit::percent),
             "Probability that it discards a scene that it ought to keep");
  v.optional("compression_ratio", c.compression_ratio, between(1.0, 1000.0, unit::one),
             "Volume before compression over volume after");
  v.optional("stages", c.stages,
             "Graph of stages, in place of the four keys of the simple form above");
  v.optional("deadline", c.deadline_s, positive(unit::min),
             "Time that it may take, from the shutter");
  v.optional("when_late", c.when_late,
             "finish: goes on; pass_on: leaves the pipeline as it is; drop: is thrown away");
  v.optional("updates", c.updates, "Models that are sent up during the run");
  v.check(knows(c.stages), "stages", "a stage comes `after` one that the pipeline has not");
  v.check(c.stages.empty() || !knows(c.stages) || !in_order(c.stages).empty(), "stages",
          "the stages run in a circle");
  v.check(c.stages.size() <= kMostStages, "stages", "a pipeline has 99 stages at most");
  for (const auto& update : c.updates) {
    const auto stage = c.stages.find(update.stage);
    v.check(stage != c.stages.end() && stage->second.model, "updates",
            "an update names a stage with a model");
  }
}

} // namespace urker::compute
