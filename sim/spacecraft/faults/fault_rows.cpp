#include "spacecraft/faults/fault_rows.hpp"

#include "time/time_column.hpp"

namespace urker::spacecraft {

void FaultRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  instant(v, "time", time, "When it happened");
  v.integer("sequence", sequence, "1", "Order of the satellite's rows");
  v.text("unit", unit, "Unit that is concerned");
  v.text("name", name, "Entry of the satellite's faults or radiation devices");
  v.integer("component", component, "1", "Which of alike components, from 0; -1: none");
  v.text("event", event,
         "failed (a restart follows), lost (for good), restarted, took_over; flip, hang, reset, "
         "latch_up, destroyed; restored, or end of the run");
  v.text("cause", cause, "constant rate, weibull, stated, or radiation");
  v.real("part", part, "1", "Part of the unit's full service from now on");
  instant(v, "since", since, "Of restored and end: since when the unit did not serve fully");
  v.integer("lost_events", lost_events, "1",
            "Of restored and end: strips refused or broken off, passes hit, burns missed, results "
            "spoiled");
  v.integer(
      "lost_bits", lost_bits, "bit",
      "Of restored and end: volume of what was broken off, or waited and would have been sent");
}

void UpsetMapRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.real("latitude", latitude_deg, "degrees_north", "Geocentric latitude of the cell's middle");
  v.real("longitude", longitude_deg, "degrees_east", "Longitude of the cell's middle");
  v.real("expected", expected, "1", "Upsets to be expected in the run, of all devices");
  v.real("duration", time_s, "s", "Time that the satellite was above the cell");
}

} // namespace urker::spacecraft
