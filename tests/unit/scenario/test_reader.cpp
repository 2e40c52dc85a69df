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
    orbit: {altitude: 694 kg, inclination: 98.2deg}
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
s.yaml:10:44: satellites.bird.orbit.inclination: "98.2deg" lacks a blank between number and unit; expected an angle such as `1 deg`, from 0 deg to 180 deg
s.yaml:11:21: satellites.bird.battery.type: "smal" is no entry of battery_types; did you mean "small"?)");
}
