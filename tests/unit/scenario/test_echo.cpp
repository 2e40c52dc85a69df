#include "scenario/echo.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "toy.hpp"

using namespace urker;
using namespace urker::scenario;
using toy::load_text;
using toy::minimal;

namespace {

std::string echo_of(toy::Scenario scenario) {
  return echo([&](FieldVisitor& v) { describe(v, scenario); });
}

toy::Scenario sample() {
  toy::Scenario s;
  s.name = "toy";
  s.start = {2026, 8, 22, 0, 0, 0.25};
  s.duration_s = 86400.0;
  s.organisations["az"] = {"Azerbaijan"};
  s.areas["empty"] = {};
  s.areas["full"] = {
      "Full", {{30.0 * unit::deg.scale, -14.3 * unit::deg.scale}, {0.0, 0.2}}, {"a", "b"}};
  toy::Satellite& satellite = s.satellites["bird"];
  satellite.owner = "az";
  satellite.orbit.altitude_m = 694e3;
  satellite.orbit.inclination_rad = 98.2 * unit::deg.scale;
  satellite.battery.capacity_j = 324e3;
  satellite.radios["x"] = {8.2e9, {320e6}, 1.0};
  return s;
}

} // namespace

TEST_CASE("the echo is complete and readable", "[echo]") {
  CHECK(echo_of(sample()) == R"(urker: 1
name: toy
start: 2026-08-22T00:00:00.25Z
duration: 24 h
seed: 1
environment:
  cloud_cover: 45 %
  rain: true
organisations:
  az:
    title: Azerbaijan
satellites:
  bird:
    owner: az
    orbit:
      altitude: 694 km
      inclination: 98.2 deg
    battery:
      capacity: 90 Wh
      efficiency: 0.9
    radios:
      x:
        frequency: 8.2 GHz
        rates:
          - 320 Mbit/s
        loss: 1 dB
    processing: onboard
areas:
  empty:
    title: ""
    polygon: []
    tags: []
  full:
    title: Full
    polygon:
      - latitude: 30 deg
        longitude: -14.3 deg
      - latitude: 0 deg
        longitude: 11.459155902616464 deg
    tags:
      - a
      - b
watched: []
)");
}

TEST_CASE("the echo reads back bit by bit", "[echo]") {
  const std::string text = echo_of(sample());
  const toy::Scenario again = load_text(text).value;
  CHECK(echo_of(again) == text);
  CHECK(again.satellites.at("bird").orbit.inclination_rad == 98.2 * unit::deg.scale);
  CHECK(again.areas.at("full").polygon.at(1).longitude_rad == 0.2);
  CHECK(again.start == sample().start);
}

TEST_CASE("a group that is there by choice stays, even if nothing is in it", "[echo]") {
  std::optional<toy::Service> service;
  const GroupVisit fields = [&](FieldVisitor& v) { v.optional("service", service, "Service"); };
  CHECK(echo(fields) == "");
  service.emplace();
  CHECK(echo(fields) == "service: {}\n");
}

TEST_CASE("any text survives the echo", "[echo]") {
  for (const char* text :
       {"",          " ",    "plain",   "two words",  "trailing ", " leading", "a: b", "a #b",
        "- a",       "[a]",  "{a}",     "~",          "null",      "true",     "yes",  "5",
        "1e3",       "0x1F", ".inf",    "2026-08-22", "a\"b",      "a\\b",     "a'b",  "line\nline",
        "tab\there", "\x01", "Göktürk", "*a",         "&a",        "!a",       "%a",   "@a",
        "`a",        "|",    ">",       "a,b",        "null a",    "--- a",    "...",  "?",
        "a:",        "=",    "<<"}) {
    INFO(text);
    toy::Scenario s = sample();
    s.name = text;
    s.areas["full"].tags = {text, text};
    // A control character has no place in a file, but an escape in quotes may say it.
    const toy::Scenario again = load_text(echo_of(s)).value;
    CHECK(again.name == text);
    CHECK(again.areas.at("full").tags == std::vector<std::string>{text, text});
  }
}

TEST_CASE("a default that is not finite is not written", "[echo]") {
  toy::Scenario s = sample();
  s.environment.cloud_cover = std::numeric_limits<double>::infinity();
  CHECK(echo_of(s).find("cloud_cover") == std::string::npos);
}

TEST_CASE("every value is explained", "[explain]") {
  auto loaded = load_text(minimal() + R"(organisations: {az: {}}
battery_types:
  small: {capacity: {value: 90 Wh, grade: E, source: a guess, note: old cells}}
catalog:
  satellites:
    bird:
      owner: az
      orbit: {altitude: 694 km, inclination: 98 deg}
      battery: {type: small}
satellites:
  one: {from: bird, beacon: {frequency: 1 GHz, rates: {value: [1 Mbit/s, 2 Mbit/s], grade: S}}}
)",
                          {"satellites.*.processing=ground"});
  const auto values =
      explain([&](FieldVisitor& v) { describe(v, loaded.value); }, loaded.origin.resolved);
  const std::string text = explained_text(values);
  CAPTURE(text);
  const auto line = [&](const std::string& path) {
    const auto begin = ("\n" + text).find("\n" + path + ": ");
    REQUIRE(begin != std::string::npos);
    const std::string found = text.substr(begin, text.find('\n', begin) - begin);
    return found.substr(0, found.find("  # ")) + "  # " +
           found.substr(std::min(found.rfind('/') + 1, found.size()));
  };
  CHECK(line("satellites.one.battery.capacity") ==
        "satellites.one.battery.capacity: 90 Wh  # s.yaml:7:29, grade E, a guess, old cells");
  CHECK(line("satellites.one.beacon.rates[1]") ==
        "satellites.one.beacon.rates[1]: 2 Mbit/s  # s.yaml:15:74, grade S");
  CHECK(text.find("satellites.one.battery.efficiency: 0.9  # default\n") != std::string::npos);
  CHECK(text.find("satellites.one.processing: ground  # --set satellites.*.processing=ground\n") !=
        std::string::npos);
  CHECK(text.find("\nseed: 1  # default\n") != std::string::npos);
  CHECK(text.find("mean_motion") == std::string::npos);
  CHECK(values.front().path == "urker");
  CHECK(values.front().value == "1");
  CHECK(values.front().origin.ends_with("s.yaml:1:8"));
  CHECK(values.front().pedigree.grade.empty());
}
