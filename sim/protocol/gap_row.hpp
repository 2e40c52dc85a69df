#pragma once

#include "base/table.hpp"
#include "protocol/product.hpp"
#include "time/time_column.hpp"

#include <string>
#include <string_view>

namespace urker::protocol {

/// A part of a pass, granted or without booking, in which no data can pass, whatever the signal.
/// Stations tell of their slews, satellites of the rest.
struct GapRow {
  static constexpr TableInfo kTable{"link_gaps", "Part of a pass without data, and why", 5};
  std::string satellite;
  std::string station;
  Time begin = kNotYet;
  std::string_view cause;
  LinkMedium medium = LinkMedium::radio;
  Time end = kNotYet;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.text("station", station, "Station");
    instant(v, "begin", begin, "Begin of the part");
    v.text(
        "cause", cause,
        "slewing: the antenna comes from another pass; keyhole: it cannot turn so fast; geo_arc: "
        "too near the geostationary arc; lock: the demodulator has not locked");
    v.text("medium", medium_name(medium), "By what was to be sent, as in `links`");
    instant(v, "end", end, "End of the part");
  }
};

} // namespace urker::protocol
