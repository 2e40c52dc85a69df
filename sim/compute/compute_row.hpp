#pragma once

#include "base/table.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace urker::compute {

/// One stage that a computer finished, or broke off.
struct ComputeRow {
  static constexpr TableInfo kTable{"compute", "Stage of the processing of a scene", 3};
  std::string satellite;
  std::int64_t number = 0;
  std::string_view stage;
  Time begin = kStart;
  Time end = kStart;
  std::int64_t bits_in = 0;
  std::int64_t bits_out = 0;
  double energy_j = 0.0;
  std::string_view decision;
  std::string_view place;  ///< satellites, or processing
  std::string_view entity; ///< whose computer it is
  std::string_view device;
  std::int64_t unit = 0;
  Time ready = kStart; ///< could begin, were a unit free
  std::string_view model;
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
           "keep or discard, with wrong_ before it where the truth says otherwise; cut or "
           "split of tiles, found or empty of a detector; broken_off where the scene was thrown "
           "away meanwhile");
    v.text("place", place, "satellites or processing: on board or on the ground");
    v.text("entity", entity, "Satellite or processing centre whose computer it is");
    v.text("device", device, "Device that ran it");
    v.integer("unit", unit, "1", "Unit of the device");
    v.instant("ready", ready.time_since_epoch().count(), "When it could have begun");
    v.text("model", model, "Learned model, if it has one by name");
  }
};

} // namespace urker::compute
