#pragma once

#include "base/table.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// Something that happened to a part of a satellite, and, once a unit serves fully again or the run
/// ends, what was lost meanwhile because of it.
struct FaultRow {
  static constexpr TableInfo kTable{"faults", "Failure, upset or recovery of a part of a satellite",
                                    3};
  std::string satellite;
  Time time = kStart;
  std::int64_t sequence = 0;
  std::string_view unit;
  std::string name;
  std::int64_t component = -1;
  std::string_view event;
  std::string_view cause;
  double part = 1.0;
  Time since = kNotYet;
  std::int64_t lost_events = 0;
  std::int64_t lost_bits = 0;
  void columns(ColumnVisitor& v) const;
};

/// Upsets that were to be expected below a satellite's path, in a cell of the map.
struct UpsetMapRow {
  static constexpr TableInfo kTable{"upset_map", "Expected upsets by place below a satellite", 3};
  std::string satellite;
  double latitude_deg = 0.0;
  double longitude_deg = 0.0;
  double expected = 0.0;
  double time_s = 0.0;
  void columns(ColumnVisitor& v) const;
};

} // namespace urker::spacecraft
