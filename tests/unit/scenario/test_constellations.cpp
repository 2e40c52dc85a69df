#include "base/error.hpp"
#include "orbit/orbit_config.hpp"
#include "scenario/echo.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"
#include "scenario/schema.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "toy.hpp"

using namespace urker;
using namespace urker::scenario;

namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

const std::string kHead = R"(urker: 1
name: pattern
start: 2026-08-22T00:00:00Z
duration: 24 h
organisations: {az: {name: Azerbaijan}}
catalog:
  satellites:
    bird:
      owner: az
      orbit: {geostationary: {longitude: 46 deg}}
      power: {array: {power: 500 W}, battery: {capacity: 600 Wh}, loads: {bus: 170 W, safe: 90 W}}
)";

Loaded<Scenario> load_text(const std::string& text, const std::vector<std::string>& sets = {}) {
  const toy::Folder folder;
  return load<Scenario>(folder.write("s.yaml", kHead + text), sets);
}

const std::string kGalileo = R"(constellations:
  nav:
    walker:
      satellites: 24
      planes: 3
      phasing: 1
      semi_major_axis: {value: 29600 km, grade: S, source: "a book"}
      inclination: 56 deg
      raan: 10 deg
      argument_of_latitude: 20 deg
      epoch: 2026-08-21T00:00:00Z
    satellite: {from: bird, name: Navigator}
)";

} // namespace

TEST_CASE("a pattern becomes evenly spaced satellites that are named by plane and place") {
  const auto scenario = load_text(kGalileo).value;
  CHECK(scenario.constellations.empty());
  REQUIRE(scenario.satellites.size() == 24);
  CHECK(scenario.satellites.begin()->first == "nav_01_01");
  CHECK(scenario.satellites.rbegin()->first == "nav_03_08");
  const Epoch epoch(scenario.start);
  for (int plane = 1; plane <= 3; ++plane) {
    for (int slot = 1; slot <= 8; ++slot) {
      const auto name = "nav_0" + std::to_string(plane) + "_0" + std::to_string(slot);
      INFO(name);
      const auto& satellite = scenario.satellites.at(name);
      CHECK(satellite.owner == "az");
      CHECK(satellite.name == "Navigator 0" + std::to_string(plane) + "-0" + std::to_string(slot));
      CHECK(!satellite.orbit.geostationary); // the description's orbit gives way
      REQUIRE(satellite.orbit.j2_secular);
      const auto& x = satellite.orbit.j2_secular->elements;
      CHECK(x.semi_major_axis_m == 29600e3);
      CHECK(x.eccentricity == 0.0);
      CHECK(x.inclination_rad == 56.0 * unit::deg.scale);
      CHECK(std::remainder(x.raan_rad - (10.0 + 120.0 * (plane - 1)) * unit::deg.scale, kTurn) ==
            Approx(0.0).margin(1e-13));
      const double place_deg = 20.0 + 45.0 * (slot - 1) + 15.0 * (plane - 1);
      CHECK(std::remainder(x.mean_anomaly_rad - place_deg * unit::deg.scale, kTurn) ==
            Approx(0.0).margin(1e-13));
      CHECK(format_calendar(satellite.orbit.j2_secular->epoch.value()) == "2026-08-21T00:00:00Z");
    }
  }
  const orbit::Earth earth(epoch, kStart, kStart, orbit::EarthOrientationModel::standard);
  // Neighbours of a plane keep an eighth of a turn from each other.
  const auto at = [&](const char* name, Time t) {
    return orbit::make_trajectory(scenario.satellites.at(name).orbit, epoch, earth)->state(t).r_m;
  };
  for (const int hours : {0, 7, 24}) {
    const Time t = kStart + std::chrono::hours(hours);
    const auto a = at("nav_02_04", t);
    const auto b = at("nav_02_05", t);
    CHECK(std::acos(a.dot(b) / (a.norm() * b.norm())) == Approx(kTurn / 8.0).epsilon(1e-9));
  }
}

TEST_CASE("the resolved scenario of a pattern has plain satellites and reads back the same") {
  auto scenario = load_text(kGalileo).value;
  const std::string text = echo([&](FieldVisitor& v) { describe(v, scenario); });
  CHECK(text.find("constellations") == std::string::npos);
  CHECK(text.find("nav_02_03:") != std::string::npos);
  const toy::Folder folder;
  auto again = load<Scenario>(folder.write("s.yaml", text)).value;
  CHECK(echo([&](FieldVisitor& v) { describe(v, again); }) == text);
}

TEST_CASE("grades of a pattern's figures go to its satellites") {
  auto loaded = load_text(kGalileo);
  std::size_t graded = 0;
  for (const auto& value :
       explain([&](FieldVisitor& v) { describe(v, loaded.value); }, loaded.origin.resolved)) {
    if (value.path.ends_with("semi_major_axis")) {
      CHECK(value.pedigree.grade == "S");
      CHECK(value.origin.find(":18:") != std::string::npos);
      ++graded;
    }
  }
  CHECK(graded == 24);
}

TEST_CASE("overrides reach the pattern, its satellites, and single ones") {
  const auto scenario =
      load_text(kGalileo + R"(satellites:
  nav_01_02: {norad_id: 7, orbit: {keplerian: {raan: 11 deg}}}
  other: {from: bird}
)",
                {"constellations.nav.walker.satellites=6",
                 "constellations.nav.walker.model=keplerian", "constellations.nav.walker.kind=star",
                 "satellites.*.norad_id=5", "satellites.nav_01_02.name=Second",
                 "satellites.nav_03_02.orbit.keplerian.inclination=57 deg"})
          .value;
  REQUIRE(scenario.satellites.size() == 7);
  CHECK(scenario.satellites.at("nav_01_02").name == "Second");
  CHECK(scenario.satellites.at("nav_01_02").orbit.keplerian.value().elements.raan_rad ==
        11.0 * unit::deg.scale);
  CHECK(scenario.satellites.at("nav_01_01").norad_id == 5);
  CHECK(scenario.satellites.at("other").orbit.geostationary);
  const auto& last = scenario.satellites.at("nav_03_02").orbit.keplerian;
  REQUIRE(last);
  CHECK(last->elements.inclination_rad == 57.0 * unit::deg.scale);
  CHECK(last->elements.raan_rad == Approx(130.0 * unit::deg.scale)); // of a star
}

TEST_CASE("a pattern of integrated orbits has mass and forces in the satellite") {
  const std::string text = R"(constellations:
  nav:
    walker: {satellites: 4, planes: 2, altitude: 700 km, inclination: 98 deg, model: numerical}
    satellite: {from: bird, orbit: {numerical: {mass: 150 kg, forces: {gravity: {degree: 8}}}}}
)";
  const auto scenario = load_text(text).value;
  REQUIRE(scenario.satellites.size() == 4);
  const auto& last = scenario.satellites.at("nav_02_02").orbit.numerical;
  REQUIRE(last);
  CHECK(last->mass_kg == 150.0);
  CHECK(last->forces.gravity.degree == 8);
  REQUIRE(last->keplerian);
  CHECK(last->keplerian->elements.raan_rad == Approx(kTurn / 2.0));
  CHECK(last->keplerian->elements.mean_anomaly_rad == Approx(kTurn / 2.0));
  CHECK_THROWS_WITH(load_text(R"(constellations:
  nav:
    walker: {satellites: 4, planes: 2, altitude: 700 km, inclination: 98 deg, model: numerical}
    satellite: {from: bird}
)"),
                    Catch::Contains("satellites.nav_01_01.orbit.numerical.mass: is missing"));
}

TEST_CASE("large patterns number their planes with as many digits as they need") {
  const auto scenario = load_text(R"(constellations:
  many:
    walker: {kind: star, satellites: 200, planes: 100, altitude: 700 km, inclination: 86 deg}
    satellite: {from: bird}
)")
                            .value;
  REQUIRE(scenario.satellites.size() == 200);
  CHECK(scenario.satellites.begin()->first == "many_001_001");
  CHECK(scenario.satellites.rbegin()->first == "many_100_002");
  CHECK_THROWS_WITH(load_text(R"(constellations:
  endless:
    walker: {satellites: 1000000, planes: 1, altitude: 700 km, inclination: 86 deg}
    satellite: {from: bird}
)"),
                    Catch::Contains("constellations.endless: has too many satellites"));
}

TEST_CASE("the schema takes constellations instead of satellites") {
  const auto schema = json_schema(language_of<Scenario>(), "Urker");
  CHECK(schema["properties"].contains("constellations"));
  const auto& then = schema["then"];
  for (const auto& name : then["required"]) {
    CHECK(name != "satellites");
  }
  CHECK(then["anyOf"][0]["required"][0] == "satellites");
  CHECK(then["anyOf"][1]["required"][0] == "constellations");
}
