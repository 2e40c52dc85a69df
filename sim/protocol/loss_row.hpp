#pragma once

#include "base/table.hpp"
#include "protocol/product.hpp"
#include "time/time_column.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace urker::protocol {

/// Data that were lost, and by what. What is thrown away rightly is no loss.
struct LossRow {
  static constexpr TableInfo kTable{"losses", "Scene, or part of one, that was lost, and why", 4};
  std::string satellite;
  std::int64_t number = 0;
  Time time = kStart;
  std::string_view stage; ///< of the processing, or the unit
  std::string_view cause;
  std::string_view place;
  std::int64_t bits = 0;
  double cloud_truth = 0.0;
  std::int64_t priority = 0;
  std::int64_t targets = 0;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite that took the scene");
    v.integer("number", number, "1", "The satellite's count of scenes");
    instant(v, "time", time, "When it was lost");
    v.text("stage", stage, "Stage of the processing, or unit, that lost it");
    v.text("cause", cause, "What it did");
    v.text("place", place, "onboard or ground");
    v.integer("bits", bits, "bit", "Volume lost, as imaged");
    v.real("cloud_truth", cloud_truth, "1", "True cloud cover of the scene");
    v.integer("priority", priority, "1", "Priority, greater is more urgent");
    v.integer("targets", targets, "1", "Targets to be seen in the scene");
  }
};

[[nodiscard]] inline LossRow loss_of(const Product& product, Time time, std::string_view stage,
                                     std::string_view cause, std::string_view place) {
  LossRow row{product.satellite_name, product.number,   time, stage, cause, place, product.raw_bits,
              product.cloud_truth,    product.priority, 0};
  for (const auto& content : product.contents) {
    row.targets += content.visible;
  }
  return row;
}

} // namespace urker::protocol
