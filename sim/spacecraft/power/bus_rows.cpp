#include "spacecraft/power/bus_rows.hpp"

#include "time/time_column.hpp"

namespace urker::spacecraft {

void OrbitPowerRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.integer("orbit", orbit, "1", "Orbit, counted from the scenario's start");
  instant(v, "begin", begin, "Ascending node, or the scenario's start");
  instant(v, "end", end, "Next ascending node, or the scenario's end");
  v.real("generated", generated_j, "J", "Energy of the panels");
  v.real("shed", shed_j, "J", "Of it, what neither loads nor store took");
  v.real("lost", lost_j, "J", "Lost in charging and discharging");
  v.real("stored", stored_j, "J", "Change of the charge");
  v.real("unserved", unserved_j, "J", "Demanded but not served");
  for (std::size_t i = 0; i < kUnits; ++i) {
    const auto unit = static_cast<UnitKind>(i);
    v.real("demanded_" + std::string(unit_name(unit)), demanded_j[i], "J",
           "Demanded by the unit " + std::string(unit_name(unit)));
  }
  v.real("depth_of_discharge", depth_of_discharge, "1", "Greatest, of the capacity");
  v.real("capacity", capacity_j, "J", "Of the store, at the end of the orbit");
  v.real("sunlit", sunlit_s, "s", "Time outside umbra and penumbra");
}

void TemperatureRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.text("node", node, "Node of the thermal model");
  instant(v, "time", time, "When");
  v.integer("sequence", sequence, "1", "Order of rows at one time");
  v.text("cause", cause, "What changed, or mark");
  v.real("temperature", temperature_k, "K", "Temperature");
  v.real("rate", rate_k_s, "K s-1", "Its change at that time");
}

} // namespace urker::spacecraft
