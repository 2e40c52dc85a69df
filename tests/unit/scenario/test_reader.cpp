#include "scenario/echo.hpp"

#include <catch2/catch.hpp>

#include "toy.hpp"

using namespace urker;
using toy::load_text;
using toy::messages;
using toy::minimal;

namespace {

const char* const kRich = R"(
seed: 7
environment: {cloud_cover: 30 %}
organisations:
  az: {title: "Azerbaijan: \"land of fire\""}
  tr: {}
radio_types:
  x_320: {frequency: 8.2 GHz, rates: [320 Mbit/s, 160 Mbit/s]}
  x_slow: {type: x_320, rates: [9600 bit/s]}
battery_types:
  small: {capacity: {value: 90 Wh, grade: E, source: "typical"}}
catalog:
  satellites:
    bird:
      owner: az
      orbit: {altitude: 694 km, inclination: 98.2 deg}
      battery: {type: small}
      radios: {x_band: {type: x_slow, loss: 2 dB}}
satellites:
  first: {from: bird}
  second:
    from: bird
    owner: tr
    orbit: {altitude: ~, mean_motion: 14.5 rev/d}
    processing: ground
    in_service: {until: 2030-01-01T00:00:00Z}
    beacon: {type: x_320}
areas:
  corridor:
    polygon:
      - {latitude: 39 deg, longitude: 45 deg}
      - {latitude: 41 deg, longitude: 45.5 deg}
    tags: [wet, "5"]
watched: [corridor]
)";

} // namespace

TEST_CASE("a scenario is read with types, catalogue and defaults", "[reader]") {
  const toy::Scenario s = load_text(minimal() + kRich).value;
  CHECK(s.name == "toy");
  CHECK(s.start == CalendarTime{2026, 8, 22, 0, 0, 0.0});
  CHECK(s.duration_s == 86400.0);
  CHECK(s.seed == 7);
  CHECK(s.environment.cloud_cover == 0.3);
  CHECK(s.environment.rain);
  CHECK(s.organisations.at("az").title == "Azerbaijan: \"land of fire\"");
  REQUIRE(s.satellites.size() == 2);
  const toy::Satellite& first = s.satellites.at("first");
  CHECK(first.owner == "az");
  CHECK(first.orbit.altitude_m == 694e3);
  CHECK_FALSE(first.orbit.mean_motion_rad_s);
  CHECK(first.battery.capacity_j == 324e3);
  CHECK(first.battery.efficiency == 0.9);
  CHECK(first.radios.at("x_band").frequency_hz == 8.2e9);
  CHECK(first.radios.at("x_band").rates_bit_s == std::vector<double>{9600.0});
  CHECK(first.radios.at("x_band").loss_db == 2.0);
  CHECK_FALSE(first.beacon);
  CHECK(first.processing == toy::Processing::onboard);
  const toy::Satellite& second = s.satellites.at("second");
  CHECK(second.owner == "tr");
  CHECK_FALSE(second.orbit.altitude_m);
  CHECK(second.orbit.mean_motion_rad_s.has_value());
  CHECK(second.orbit.inclination_rad == first.orbit.inclination_rad);
  CHECK(second.processing == toy::Processing::ground);
  CHECK(second.in_service.until.value().year == 2030);
  CHECK(second.beacon.value().rates_bit_s.size() == 2);
  CHECK(s.areas.at("corridor").polygon.at(1).longitude_rad == 45.5 * unit::deg.scale);
  CHECK(s.areas.at("corridor").tags == std::vector<std::string>{"wet", "5"});
  CHECK(s.watched == std::vector<std::string>{"corridor"});
}

TEST_CASE("what is only described is not kept", "[reader]") {
  const toy::Scenario s = load_text(minimal() + kRich).value;
  CHECK(s.catalog.satellites.empty());
  CHECK(s.radio_types.empty());
  CHECK(s.battery_types.empty());
}

TEST_CASE("the echo reads back to the same", "[echo]") {
  auto loaded = load_text(minimal() + kRich);
  const std::string text = scenario::echo([&](FieldVisitor& v) { describe(v, loaded.value); });
  CAPTURE(text);
  auto again = load_text(text);
  CHECK(scenario::echo([&](FieldVisitor& v) { describe(v, again.value); }) == text);
  CHECK(again.value.satellites.at("second").orbit.mean_motion_rad_s ==
        loaded.value.satellites.at("second").orbit.mean_motion_rad_s);
  CHECK(text.find("altitude: 694 km\n") != std::string::npos);
  CHECK(text.find("title: \"Azerbaijan: \\\"land of fire\\\"\"\n") != std::string::npos);
  CHECK(text.find("  - latitude: 39 deg\n        longitude: 45 deg\n") != std::string::npos);
}

TEST_CASE("all errors come in one pass, in the order of the file", "[reader]") {
  CHECK(messages(R"(urker: 2
nam: toy
start: 2026-02-30T00:00:00Z
duration: 24
environment: {cloud_cover: 130 %, rain: yes}
satellites:
  Bird: {}
  bird:
    owner: azz
    orbit: {altitude: 694 kg, inclination: 98.2degs}
    battery: {type: smal}
organisations: {az: {}}
battery_types: {small: {capacity: 5 Wh}}
)") == R"(s.yaml:1:1: name: is missing; expected a text
s.yaml:1:8: urker: "2" is out of range; expected 1
s.yaml:2:1: nam: is no key here; did you mean "name"?
s.yaml:3:8: start: "2026-02-30T00:00:00Z" is no time in UTC; expected a UTC time such as 2026-08-22T00:00:00Z
s.yaml:4:11: duration: "24" has no unit; expected a duration such as `24 h`
s.yaml:5:28: environment.cloud_cover: "130 %" is out of range; expected a pure number such as `1 %`, from 0 % to 100 %
s.yaml:5:41: environment.rain: "yes" is no boolean; expected true or false
s.yaml:7:3: satellites: "Bird" is no name; expected a lower-case letter, then letters, digits and _, at most 64
s.yaml:9:12: satellites.bird.owner: "azz" is no entry of organisations; did you mean "az"?
s.yaml:10:23: satellites.bird.orbit.altitude: "694 kg" is a mass; expected a length such as `100 km`, from 100 km to 50000 km
s.yaml:10:44: satellites.bird.orbit.inclination: "degs" is no unit; expected an angle such as `1 deg`, from 0 deg to 180 deg; did you mean "deg"?
s.yaml:11:21: satellites.bird.battery.type: "smal" is no entry of battery_types; did you mean "small"?)");
}

TEST_CASE("of several keys exactly one is given", "[reader]") {
  const std::string text = minimal() + "organisations: {az: {}}\nsatellites:\n"
                                       "  a:\n    owner: az\n    battery: {capacity: 5 Wh}\n";
  CHECK(messages(text + "    orbit: {inclination: 5 deg}\n") ==
        "s.yaml:10:5: satellites.a.orbit: lacks a key; expected exactly one of \"altitude\" or "
        "\"mean_motion\"");
  CHECK(messages(text +
                 "    orbit: {mean_motion: 14 rev/d, inclination: 5 deg, altitude: 600 km}\n") ==
        "s.yaml:10:13: satellites.a.orbit.mean_motion: is given beside \"altitude\"; expected "
        "exactly one of \"altitude\" or \"mean_motion\"");
}

TEST_CASE("a rule is judged once all values of its group are right", "[reader]") {
  const auto told = [](const std::string& service) {
    return messages(
        minimal() +
        "organisations: {az: {}}\nsatellites: {a: {owner: az, orbit: {altitude: 600 km, "
        "inclination: 5 deg}, battery: {capacity: 5 Wh}, in_service: " +
        service + "}}\n");
  };
  const std::string late = "2030-01-01T00:00:00Z";
  const std::string early = "2020-01-01T00:00:00Z";
  CHECK(told("{from: " + early + ", until: " + late + "}") == "");
  CHECK(told("{from: " + late + ", until: " + early + "}")
            .ends_with("satellites.a.in_service.until: service must end after it starts"));
  CHECK(told("{from: " + late + ", until: tomorrow}")
            .ends_with("\"tomorrow\" is no time in UTC; expected a UTC time such as "
                       "2026-08-22T00:00:00Z"));
}

TEST_CASE("null takes a key of an included file or a description away, and nothing else",
          "[reader]") {
  const toy::Folder folder;
  folder.write("base.yaml", "environment: {rain: false, cloud_cover: 10 %}\nareas: {a: {polygon: "
                            "[]}, b: {polygon: []}}\n");
  const auto file = folder.write("s.yaml", minimal() + "include: base.yaml\n"
                                                       "environment: {rain: ~}\nareas: {a: ~}\n");
  const toy::Scenario s = scenario::load<toy::Scenario>(file).value;
  CHECK(s.environment.rain);
  CHECK(s.environment.cloud_cover == 0.1);
  CHECK(s.areas.size() == 1);
  CHECK(messages(minimal() + "environment: {rain: ~}\n") ==
        "s.yaml:5:15: environment.rain: has no value; expected true or false");
}

TEST_CASE("a value with its pedigree is read like the value alone", "[reader]") {
  const toy::Scenario s = load_text(minimal() + R"(seed: {value: 5, grade: R}
environment: {rain: {value: false, note: dry}}
areas:
  a:
    title: {value: Lake, source: map}
    polygon: {value: [{latitude: {value: 1 deg, grade: E}, longitude: 2 deg}], grade: E}
watched: [{value: a, grade: E}]
)")
                              .value;
  CHECK(s.seed == 5);
  CHECK_FALSE(s.environment.rain);
  CHECK(s.areas.at("a").title == "Lake");
  CHECK(s.areas.at("a").polygon.at(0).latitude_rad == unit::deg.scale);
  CHECK(s.watched == std::vector<std::string>{"a"});
}

TEST_CASE("a bound that is written like the limit is inside", "[reader]") {
  const auto cover = [](const std::string& text) {
    return messages(minimal() + "environment: {cloud_cover: " + text + "}\n");
  };
  CHECK(cover("100 %") == "");
  CHECK(cover("1") == "");
  CHECK(cover("0 %") == "");
  CHECK(cover("1.0000001") != "");
  CHECK(cover("-1e-9 %") != "");
  const auto corner = [](const std::string& latitude) {
    return messages(minimal() + "areas: {a: {polygon: [{latitude: " + latitude +
                    ", longitude: 0 deg}]}}\n");
  };
  CHECK(corner("90 deg") == "");
  CHECK(corner("-5400 arcmin") == "");
  CHECK(corner("324000 arcsec") == "");
  CHECK(corner("0.25 rev") == "");
  CHECK(corner("90.0000001 deg") != "");
}

TEST_CASE("the reader knows the same values in any unit of their dimension", "[reader]") {
  const auto duration = [](const std::string& text) {
    return load_text("urker: 1\nname: toy\nstart: 2026-08-22T00:00:00Z\nduration: " + text + "\n")
        .value.duration_s;
  };
  CHECK(duration("24 h") == 86400.0);
  CHECK(duration("1 d") == 86400.0);
  CHECK(duration("1440 min") == 86400.0);
  CHECK(duration("86.4e3 s") == 86400.0);
  CHECK(duration("\"1   d\"") == 86400.0);
}
