#pragma once

#include "base/table.hpp"

#include <string>

namespace urker {

/// A figure that sums up one entity over the run. Summed within the entity only, so that no order
/// of ranks can reach it.
struct MetricRow {
  static constexpr TableInfo kTable{"metrics", "Summary figure of one entity", 3};
  std::string scope;  ///< section of the entity: "satellites"
  std::string entity; ///< its name
  std::string metric; ///< snake_case
  double value = 0.0;
  std::string unit; ///< UDUNITS spelling
  void columns(ColumnVisitor& v) const {
    v.text("scope", scope, "Section of the scenario that the entity belongs to");
    v.text("entity", entity, "Name of the entity");
    v.text("metric", metric, "Name of the figure");
    v.real("value", value, "1", "Value, in the unit of the column `unit`");
    v.text("unit", unit, "Unit of the value");
  }
};

} // namespace urker
