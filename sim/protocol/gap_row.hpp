#pragma once

#include "base/table.hpp"
#include "time/time_column.hpp"

#include <string>
#include <string_view>

namespace urker::protocol {

/// A part of a granted pass in which no data can pass, whatever the signal. Stations tell of their
/// slews, satellites of the rest.
struct GapRow {
  static constexpr TableInfo kTable{"link_gaps", "Part of a granted pass without data, and why", 4};
  std::string satellite;
  std::string station;
  Time begin = kNotYet;
  std::string_view cause;
  Time end = kNotYet;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.text("station", station, "Station");
    instant(v, "begin", begin, "Begin of the part");
    v.text(
        "cause", cause,
        "slewing: the antenna comes from another pass; keyhole: it cannot turn so fast; geo_arc: "
        "too near the geostationary arc; lock: the demodulator has not locked");
    instant(v, "end", end, "End of the part");
  }
};

} // namespace urker::protocol
