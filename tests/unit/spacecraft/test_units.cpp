#include "spacecraft/units.hpp"

#include <catch2/catch.hpp>

using namespace urker::spacecraft;

TEST_CASE("A unit works again when the last cause is gone, in whatever order") {
  UnitStates units;
  CHECK(units.works(UnitKind::computer));
  units.hinder(UnitKind::computer, Hindrance::heat, true);
  units.hinder(UnitKind::computer, Hindrance::fault, true);
  CHECK(units.hindrance(UnitKind::computer) == Hindrance::heat);
  units.hinder(UnitKind::computer, Hindrance::heat, false);
  CHECK_FALSE(units.works(UnitKind::computer));
  CHECK(units.hindrance(UnitKind::computer) == Hindrance::fault);
  CHECK(units.works(UnitKind::radio));
  units.hinder(UnitKind::computer, Hindrance::fault, false);
  CHECK(units.works(UnitKind::computer));
}

TEST_CASE("The slowest pace holds") {
  UnitStates units;
  CHECK(units.pace(UnitKind::computer) == 1.0);
  units.set_pace(UnitKind::computer, Hindrance::heat, 0.5);
  units.set_pace(UnitKind::computer, Hindrance::energy, 0.7);
  CHECK(units.pace(UnitKind::computer) == 0.5);
  units.set_pace(UnitKind::computer, Hindrance::heat, 1.0);
  CHECK(units.pace(UnitKind::computer) == 0.7);
}
