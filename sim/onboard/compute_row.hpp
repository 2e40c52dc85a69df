#pragma once

#include "base/table.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace urker::onboard {

/// One stage that the on-board computer finished.
struct ComputeRow {
  static constexpr TableInfo kTable{"compute", "Finished stage of on-board processing", 3};
  std::string satellite;
  std::int64_t number = 0;
  std::string_view stage;
  Time begin = kStart;
  Time end = kStart;
  std::int64_t bits_in = 0;
  std::int64_t bits_out = 0;
  double energy_j = 0.0;
  std::string_view decision;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.integer("number", number, "1", "The satellite's count of scenes");
    v.text("stage", stage, "Stage of the pipeline");
    v.instant("begin", begin.time_since_epoch().count(), "Begin of the stage");
    v.instant("end", end.time_since_epoch().count(), "End of the stage, pauses included");
    v.integer("bits_in", bits_in, "bit", "Volume read");
    v.integer("bits_out", bits_out, "bit", "Volume kept");
    v.real("energy", energy_j, "J", "Energy of the stage above idle");
    v.text("decision", decision,
           "keep or discard, with wrong_ before it where the truth says otherwise");
  }
};

} // namespace urker::onboard
