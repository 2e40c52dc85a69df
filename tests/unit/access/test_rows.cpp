#include "access/rows.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <set>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;

namespace {

/// A row's cells as text, reals and integers by column name.
struct Cells final : ColumnVisitor {
  std::vector<std::string> names;
  std::map<std::string, std::string> texts, units;
  std::map<std::string, double> reals;
  std::map<std::string, std::int64_t> integers;

  void text(std::string_view name, std::string_view value, std::string_view) override {
    texts[add(name)] = value;
  }
  void real(std::string_view name, double value, std::string_view unit, std::string_view) override {
    reals[add(name)] = value;
    units[std::string(name)] = unit;
  }
  void integer(std::string_view name, std::int64_t value, std::string_view,
               std::string_view) override {
    integers[add(name)] = value;
  }
  void instant(std::string_view name, std::int64_t nanoseconds, std::string_view) override {
    integers[add(name)] = nanoseconds;
  }

 private:
  std::string add(std::string_view name) {
    names.emplace_back(name);
    return names.back();
  }
};

template <class Row>
Cells cells_of(const Row& row) {
  Cells cells;
  row.columns(cells);
  const std::set<std::string> unique(cells.names.begin(), cells.names.end());
  CHECK(unique.size() == cells.names.size());
  return cells;
}

} // namespace

TEST_CASE("a contact's row is keyed by satellite, station and rise, with angles in degrees") {
  StationContact contact;
  contact.window = {at_s(1.5), at_s(601.0), false, true};
  contact.culmination = at_s(300.0);
  contact.greatest_elevation_rad = 45.0 * kDegree;
  contact.aos_azimuth_rad = 350.0 * kDegree;
  contact.los_azimuth_rad = 170.0 * kDegree;
  contact.least_range_m = 9e5;
  const auto cells = cells_of(ContactRow{"imece", "ankara", contact});
  CHECK(ContactRow::kTable.key_columns == 3);
  CHECK(std::vector<std::string>(cells.names.begin(), cells.names.begin() + 3) ==
        std::vector<std::string>{"satellite", "station", "aos"});
  CHECK(cells.texts.at("satellite") == "imece");
  CHECK(cells.texts.at("station") == "ankara");
  CHECK(cells.integers.at("aos") == 1500000000);
  CHECK(cells.integers.at("los") == 601000000000);
  CHECK(cells.integers.at("culmination") == 300000000000);
  CHECK(cells.integers.at("aos_clipped") == 0);
  CHECK(cells.integers.at("los_clipped") == 1);
  CHECK(cells.reals.at("greatest_elevation") == Approx(45.0));
  CHECK(cells.units.at("greatest_elevation") == "degree");
  CHECK(cells.reals.at("aos_azimuth") == Approx(350.0));
  CHECK(cells.reals.at("los_azimuth") == Approx(170.0));
  CHECK(cells.reals.at("least_range") == 9e5);
  CHECK(cells.units.at("least_range") == "m");
}

TEST_CASE("an eclipse without umbra says never") {
  Eclipse eclipse;
  eclipse.penumbra = {at_s(10.0), at_s(20.0), false, false};
  eclipse.umbra = {kNotYet, kNotYet, false, false};
  const auto cells = cells_of(EclipseRow{"imece", eclipse});
  CHECK(EclipseRow::kTable.key_columns == 2);
  CHECK(cells.names[1] == "penumbra_begin");
  CHECK(cells.integers.at("penumbra_begin") == 10000000000);
  CHECK(cells.integers.at("penumbra_end") == 20000000000);
  CHECK(cells.integers.at("umbra_begin") == std::numeric_limits<std::int64_t>::min());
  CHECK(cells.integers.at("umbra_end") == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("an area pass is keyed by satellite, area and begin") {
  const auto cells = cells_of(AreaPassRow{"imece", "aral_sea", {at_s(1.0), at_s(2.0)}});
  CHECK(cells.names == std::vector<std::string>{"satellite", "area", "begin", "end"});
  CHECK(AreaPassRow::kTable.key_columns == 3);
  CHECK(cells.integers.at("end") == 2000000000);
}
