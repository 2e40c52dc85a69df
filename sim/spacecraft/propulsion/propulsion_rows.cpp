#include "spacecraft/propulsion/propulsion_rows.hpp"

namespace urker::spacecraft {

namespace {

void instant(ColumnVisitor& v, std::string_view name, Time time, std::string_view long_name) {
  v.instant(name, time.time_since_epoch().count(), long_name);
}

} // namespace

void ManoeuvreRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.integer("number", number, "1", "Number of the manoeuvre, from 0");
  v.integer("strategy", strategy, "1", "Strategy that wanted it, place in the list");
  v.text("kind", kind, "Kind of that strategy");
  v.text("outcome", outcome, "done, refused before it began, or by a failure cut_off or failed");
  v.text("reason", reason, "Why it was refused or not flown");
  instant(v, "decided", decided, "Mark at which it was decided");
  instant(v, "begin", begin, "Ignition");
  instant(v, "end", end, "Cut-off");
  v.real("delta_v", delta_v_m_s, "m s-1", "Change of velocity, forward positive");
  v.real("propellant", propellant_kg, "kg", "Propellant that it takes");
  v.real("mass", mass_kg, "kg", "Mass at the ignition");
  v.real("altitude", altitude_m, "m", "Mean altitude when it was decided");
  v.real("least_charge", least_charge, "1", "Least state of charge that was expected");
}

void StrategyRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.integer("strategy", strategy, "1", "Place in the satellite's list, from 0");
  v.text("kind", kind, "Kind of the strategy");
  v.text("outcome", outcome, "done, refused, unfinished or not_begun");
  v.text("result", result, "What came of it, in words");
  instant(v, "begin", begin, "When it began");
  instant(v, "end", end, "When it ended");
  v.real("delta_v", delta_v_m_s, "m s-1", "Sum of its changes of velocity");
  v.real("propellant", propellant_kg, "kg", "Propellant that it took");
}

void OrbitHistoryRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  instant(v, "time", time, "Mark");
  v.real("altitude", altitude_m, "m", "Mean semi-major axis above 6378.137 km");
  v.real("perigee", perigee_m, "m", "Mean perigee above 6378.137 km");
  v.real("apogee", apogee_m, "m", "Mean apogee above 6378.137 km");
  v.real("eccentricity", eccentricity, "1", "Mean eccentricity");
  v.real("inclination", inclination_rad, "rad", "Mean inclination, GCRF");
  v.real("raan", raan_rad, "rad", "Mean right ascension of the ascending node, GCRF");
  v.real("latitude_argument", latitude_argument_rad, "rad", "Mean argument of latitude");
  v.real("mass", mass_kg, "kg", "Mass");
  v.real("propellant", propellant_kg, "kg", "Propellant left");
  v.real("delta_v", delta_v_m_s, "m s-1", "Change of velocity spent so far");
  v.real("charge", charge, "1", "State of charge that the planning of burns expects");
  v.integer("strategy", strategy, "1", "Strategy at work, place in the list");
}

} // namespace urker::spacecraft
