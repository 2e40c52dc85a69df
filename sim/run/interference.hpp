#pragma once

#include "access/contact_plan.hpp"
#include "base/table.hpp"
#include "run/world.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace urker::run {

/// A time in which two satellites that may send in the same band are both in view of a station
/// that listens to one of them (link::CoChannel). The air is left out, the same for both.
struct Interference {
  std::uint32_t victim = 0;
  std::uint32_t interferer = 0;
  std::uint32_t station = 0;
  Time begin = kStart;
  Time end = kStart;
  double least_separation_rad = 0.0; ///< as seen from the station
  Time closest = kStart;
  double least_c_over_i_db = 0.0;
  Time worst = kStart;
  [[nodiscard]] auto key() const { return std::tuple(victim, interferer, station, begin); }
};

struct InterferenceRow {
  static constexpr TableInfo kTable{
      "interference", "Time in which a second satellite may send into a station's beam", 4};
  std::string victim, interferer, station;
  Interference interference;
  void columns(ColumnVisitor& v) const;
};

/// Of victims [first, last) among contacts, those of all satellites with a radio, in any order.
/// Sorted by key. The least values are exact but for bends of 4e-3 dB or deg.
[[nodiscard]] std::vector<Interference>
find_interference(const World& world, const std::vector<access::StationContact>& contacts,
                  std::uint32_t first, std::uint32_t last);

} // namespace urker::run
