#pragma once

#include "base/table.hpp"
#include "time/time_column.hpp"

#include <cstdint>
#include <string>

namespace urker::spacecraft {

/// What a receiver heard of the emitters of an area while some were in view.
struct ReceptionRow {
  static constexpr TableInfo kTable{"receptions", "Messages of emitters that a receiver heard", 2};
  std::string satellite;
  std::int64_t number = 0;
  std::string emitters;
  std::string area;
  Time begin = kStart;
  Time end = kStart;
  double probability = 0.0;
  std::int64_t in_view = 0;
  std::int64_t detected = 0;
  std::int64_t messages = 0;
  std::int64_t bits = 0;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.integer("number", number, "1", "Number of the product; there is none without messages");
    v.text("emitters", emitters, "Class of emitters");
    v.text("area", area, "Where they are");
    instant(v, "begin", begin, "Begin of the stretch");
    instant(v, "end", end, "End of the stretch");
    v.real("probability", probability, "1",
           "That one emitter which was in view while it listened was detected, mean");
    v.integer("in_view", in_view, "1", "Emitters in view while it listened");
    v.integer("detected", detected, "1", "Of which at least one message was received");
    v.integer("messages", messages, "1", "Messages received");
    v.integer("bits", bits, "bit", "Volume of the messages");
  }
};

} // namespace urker::spacecraft
