#pragma once

#include "base/table.hpp"
#include "spacecraft/units.hpp"
#include "time/time.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// Energy of one orbit, from ascending node to ascending node; the first and the last are cut off.
struct OrbitPowerRow {
  static constexpr TableInfo kTable{"orbit_power", "Power budget of an orbit", 2};
  std::string satellite;
  std::int64_t orbit = 0;
  Time begin = kStart;
  Time end = kStart;
  double generated_j = 0.0;
  double shed_j = 0.0;
  double unserved_j = 0.0;
  double lost_j = 0.0;
  double stored_j = 0.0;
  std::array<double, kUnits> demanded_j{};
  double depth_of_discharge = 0.0;
  double capacity_j = 0.0;
  double sunlit_s = 0.0;
  void columns(ColumnVisitor& v) const;
};

/// Temperature of a node; its rate tells how it goes on.
struct TemperatureRow {
  static constexpr TableInfo kTable{"temperatures", "Temperature of a node of a satellite", 4};
  std::string satellite;
  std::string node;
  Time time = kStart;
  std::int64_t sequence = 0;
  std::string_view cause;
  double temperature_k = 0.0;
  double rate_k_s = 0.0;
  void columns(ColumnVisitor& v) const;
};

} // namespace urker::spacecraft
