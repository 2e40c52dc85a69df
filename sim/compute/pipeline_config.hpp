#pragma once

#include "base/fields.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::compute {

/// What a stage does to a scene.
enum class StageKind {
  calibrate,  ///< changes the volume by a factor
  cloud_mask, ///< learned: throws away scenes under too much cloud
  tile,       ///< cuts into tiles, may split them among satellites; a model cuts out the cloudy
  detect,     ///< learned: reports what it finds ahead of the images
  compress,   ///< shrinks by a ratio, at a quality
  encrypt,    ///< changes the volume by a factor
  other,      ///< likewise
};

/// Where a stage runs: wherever the scene is processed, or always on one side.
enum class StagePlace { anywhere, onboard, ground };

/// One stage of a pipeline.
struct PipelineStageConfig {
  StageKind kind = StageKind::other;
  std::vector<std::string> after; ///< stages that come first; none: it reads the scene as imaged
  StagePlace where = StagePlace::anywhere;
  std::string device; ///< of the computer; empty: the one that has the stage
  std::optional<std::string> model;
  double discard_cloud_above = 0.7;    ///< cloud_mask: true cover above which a scene is worthless
  std::optional<double> false_alarm;   ///< at which the model's ROC is used
  double volume = 1.0;                 ///< calibrate, encrypt, other: after over before
  bool split = false;                  ///< tile: keeps the satellite's share only
  double ratio = 1.0;                  ///< compress: before over after
  double quality = 1.0;                ///< compress: part of a scene's information that is left
  bool discard_empty = false;          ///< detect: throws away scenes in which it finds nothing
  double report_bit = 0.0;             ///< detect: of each find; none: no reports
  std::int64_t report_priority = 1000; ///< detect: of reports in the downlink
};
void describe(FieldVisitor& v, PipelineStageConfig& c);

/// A model that takes another's place: sent up in the first booked pass after an instant.
struct ModelUpdateConfig {
  std::string stage;
  std::string model;
  CalendarTime at;
};
void describe(FieldVisitor& v, ModelUpdateConfig& c);

/// What becomes of a scene that is not done by its deadline.
enum class WhenLate { finish, pass_on, drop };

/// What is done to a scene: a graph of stages. Without stages the simple form: a cloud classifier
/// that may throw it away, then compression by a fixed ratio.
struct PipelineConfig {
  double discard_cloud_above = 0.7; ///< true cloud cover, 0..1, above which a scene is worthless
  double detection = 0.95;          ///< probability that such a scene is recognised
  double false_alarm = 0.01;        ///< probability that any other scene is taken for one
  double compression_ratio = 1.0;   ///< volume before : after
  std::map<std::string, PipelineStageConfig> stages;
  std::optional<double> deadline_s; ///< after the shutter
  WhenLate when_late = WhenLate::finish;
  std::vector<ModelUpdateConfig> updates;
};
void describe(FieldVisitor& v, PipelineConfig& c);

/// The names of the stages so that each comes after those it needs: by depth, then by name. Empty
/// if they run in a circle.
[[nodiscard]] std::vector<std::string>
in_order(const std::map<std::string, PipelineStageConfig>& stages);

} // namespace urker::compute

template <>
struct urker::EnumNames<urker::compute::StageKind> {
  static constexpr std::array<std::string_view, 7> names{
      "calibrate", "cloud_mask", "tile", "detect", "compress", "encrypt", "other"};
};
template <>
struct urker::EnumNames<urker::compute::StagePlace> {
  static constexpr std::array<std::string_view, 3> names{"anywhere", "onboard", "ground"};
};
template <>
struct urker::EnumNames<urker::compute::WhenLate> {
  static constexpr std::array<std::string_view, 3> names{"finish", "pass_on", "drop"};
};
