#include "compute/model_config.hpp"

#include <array>
#include <string_view>

namespace urker::compute {

namespace {

constexpr std::array<std::string_view, 2> kRates{"detection", "roc"};

bool is_rising(const std::vector<OperatingPointConfig>& roc) {
  OperatingPointConfig last;
  for (const auto& point : roc) {
    if (point.false_alarm < last.false_alarm || point.detection < last.detection) {
      return false;
    }
    last = point;
  }
  return true;
}

} // namespace

void describe(FieldVisitor& v, OperatingPointConfig& c) {
  v.required("false_alarm", c.false_alarm, between(0.0, 100.0, unit::percent),
             "Rate of false alarms");
  v.required("detection", c.detection, between(0.0, 100.0, unit::percent), "Rate of detection");
}

void describe(FieldVisitor& v, ModelConfig& c) {
  v.required("size", c.size_bit, not_negative(unit::Gbit),
             "Volume of its weights, on board and in an upload");
  v.optional("tile", c.tile_bit, positive(unit::Gbit),
             "Volume of the part of a scene that it takes at once; the whole unless given");
  v.optional("detection", c.detection, between(0.0, 100.0, unit::percent),
             "Probability that it finds what is there");
  v.optional("false_alarm", c.false_alarm, between(0.0, 100.0, unit::percent),
             "Probability that it finds what is not there");
  v.optional("roc", c.roc, "Operating points that it may be set to, by rising false alarms");
  v.optional("finds", c.finds, "What a detector finds: ship, fire, flood, oil or change");
  v.exactly_one_of(kRates);
  v.check(c.detection.has_value() == c.false_alarm.has_value(), "false_alarm",
          "goes with `detection`");
  v.check(is_rising(c.roc), "roc", "false alarms and detections must rise from point to point");
}

OperatingPointConfig operating_point(const ModelConfig& model, std::optional<double> false_alarm) {
  if (model.roc.empty()) {
    return {*model.false_alarm, *model.detection};
  }
  if (!false_alarm) {
    return model.roc.front();
  }
  OperatingPointConfig before;
  for (const auto& point : model.roc) {
    if (point.false_alarm >= *false_alarm) {
      const double width = point.false_alarm - before.false_alarm;
      const double part = width > 0.0 ? (*false_alarm - before.false_alarm) / width : 1.0;
      return {*false_alarm, before.detection + part * (point.detection - before.detection)};
    }
    before = point;
  }
  const double part = (*false_alarm - before.false_alarm) / (1.0 - before.false_alarm);
  return {*false_alarm, before.detection + part * (1.0 - before.detection)};
}

} // namespace urker::compute
