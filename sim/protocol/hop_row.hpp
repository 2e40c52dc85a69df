#pragma once

#include "base/table.hpp"
#include "protocol/product.hpp"
#include "time/time_column.hpp"

#include <string>

namespace urker::protocol {

/// A report's way from one place to the next. Told by the sender.
struct HopRow {
  static constexpr TableInfo kTable{"hops", "Hop of a report on its way to the ground", 3};
  std::string satellite;
  std::int64_t number = 0;
  Time begin = kNotYet;
  std::string from;
  std::string to;
  LinkMedium medium = LinkMedium::radio;
  Time end = kNotYet;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite that made the report");
    v.integer("number", number, "1", "The satellite's count");
    instant(v, "begin", begin, "First bit left the sender");
    v.text("from", from, "Satellite that sent it");
    v.text("to", to, "Satellite or station to which it went; the last one, of several stations");
    v.text("medium", medium_name(medium), "radio, optical, report_radio or crosslink");
    instant(v, "end", end, "Last bit arrived");
  }
};

} // namespace urker::protocol
