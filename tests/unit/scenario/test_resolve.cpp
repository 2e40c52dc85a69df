#include "scenario/resolve.hpp"

#include <catch2/catch.hpp>

#include "toy.hpp"

using namespace urker;
using toy::load_text;
using toy::messages;
using toy::minimal;

namespace {

const std::string kBase = minimal() + R"(organisations: {az: {}, tr: {}}
radio_types:
  fast: {frequency: 8 GHz, rates: [320 Mbit/s]}
  slow: {type: fast, rates: [5 Mbit/s]}
battery_types: {small: {capacity: 90 Wh}, large: {type: small, capacity: 900 Wh}}
catalog:
  satellites:
    bird:
      owner: az
      orbit: {altitude: 600 km, inclination: 98 deg}
      battery: {type: small, efficiency: 0.8}
      radios: {main: {type: fast, loss: 3 dB}}
      beacon: {type: slow}
    bird_2: {from: bird, owner: tr}
)";

/// Satellites `a` and `b` in their own words, with overrides.
toy::Scenario load(const std::string& a, const std::string& b,
                   const std::vector<std::string>& sets = {}) {
  return load_text(kBase + "satellites:\n  a: " + a + "\n  b: " + b + "\n", sets).value;
}

std::string complaint(const std::string& a, const std::vector<std::string>& sets = {}) {
  return messages(kBase + "satellites:\n  a: " + a + "\n", sets);
}

} // namespace

TEST_CASE("own keys go over the description, in every depth", "[resolve]") {
  const auto s = load("{from: bird}", "{from: bird_2, battery: {type: large}, "
                                      "radios: {main: {loss: 1 dB}, spare: {type: slow}}}");
  CHECK(s.satellites.at("a").battery.capacity_j == 90 * 3600.0);
  CHECK(s.satellites.at("a").battery.efficiency == 0.8);
  CHECK(s.satellites.at("a").radios.at("main").loss_db == 3.0);
  CHECK(s.satellites.at("a").beacon.value().rates_bit_s.at(0) == 5e6);
  const toy::Satellite& b = s.satellites.at("b");
  CHECK(b.owner == "tr");
  CHECK(b.battery.capacity_j == 900 * 3600.0);
  CHECK(b.battery.efficiency == 0.8);
  CHECK(b.radios.at("main").loss_db == 1.0);
  CHECK(b.radios.at("main").frequency_hz == 8e9);
  CHECK(b.radios.at("spare").rates_bit_s.at(0) == 5e6);
}

TEST_CASE("descriptions may lack keys, what starts from them may not", "[resolve]") {
  const std::string text = minimal() + "battery_types: {dim: {efficiency: 0.6}}\n"
                                       "catalog: {satellites: {x: {battery: {type: dim}}}}\n";
  CHECK(messages(text) == "");
  CHECK(
      messages(text + "satellites: {a: {from: x}}\n") ==
      "s.yaml:6:28: satellites.a.battery.capacity: is missing; expected an energy such as `1 Wh`, "
      "above 0 Wh\n"
      "s.yaml:7:14: satellites.a.owner: is missing; expected the name of an entry of "
      "organisations\n"
      "s.yaml:7:14: satellites.a.orbit: is missing; expected a group of keys");
}

TEST_CASE("descriptions are checked also if nobody uses them", "[resolve]") {
  CHECK(messages(minimal() + "battery_types: {odd: {efficiency: 2, capacty: 1 Wh}}\n") ==
        "s.yaml:5:35: battery_types.odd.efficiency: \"2\" is out of range; expected a pure number "
        "such as `1`, from 0.5 to 1\n"
        "s.yaml:5:38: battery_types.odd.capacty: is no key here; did you mean \"capacity\"?");
}

TEST_CASE("names of descriptions must be there and lead somewhere", "[resolve]") {
  CHECK(complaint("{from: bid}") == "s.yaml:20:13: satellites.a.from: \"bid\" is no entry of "
                                    "catalog.satellites; did you mean \"bird\"?");
  CHECK(complaint("{from: zzz}") ==
        "s.yaml:20:13: satellites.a.from: \"zzz\" is no entry of catalog.satellites; expected "
        "\"bird\" or \"bird_2\"");
  CHECK(complaint("{from: [bird]}") == "s.yaml:20:13: satellites.a.from: is no name; expected the "
                                       "name of an entry of catalog.satellites");
  CHECK(complaint("{form: bird}")
            .find("s.yaml:20:7: satellites.a.form: is no key here; did you "
                  "mean \"from\"?") != std::string::npos);
  CHECK(messages(kBase + "battery_typos: {}\n") ==
        "s.yaml:19:1: battery_typos: is no key here; did you mean \"battery_types\"?");
  CHECK(messages(minimal() + "satellites: {a: {from: bird}}\n") ==
        "s.yaml:5:24: satellites.a.from: \"bird\" is no entry of catalog.satellites, which is "
        "empty");
  CHECK(messages(minimal() + "battery_types: {a: {type: b}, b: {type: c}, c: {type: a}}\n") ==
        "s.yaml:5:27: battery_types.a.type: goes round in a circle (b, c, a, b)\n"
        "s.yaml:5:41: battery_types.b.type: goes round in a circle (c, a, b, c)\n"
        "s.yaml:5:55: battery_types.c.type: goes round in a circle (a, b, c, a)");
}

TEST_CASE("an error in a description is told once, where it stands", "[resolve]") {
  const std::string text =
      minimal() + "organisations: {az: {}}\n"
                  "battery_types: {odd: {capacity: 5 km}}\n"
                  "catalog: {satellites: {x: {owner: az, orbit: {altitude: 600 km, inclination: 5 "
                  "deg}, battery: {type: odd}}}}\n"
                  "satellites: {a: {from: x}, b: {from: x}}\n";
  CHECK(messages(text) == "s.yaml:6:33: battery_types.odd.capacity: \"5 km\" is a length; expected "
                          "an energy such as `1 Wh`, above 0 Wh");
}

TEST_CASE("copies of descriptions are limited", "[resolve]") {
  std::string text = minimal() + "catalog:\n  satellites:\n    big:\n      radios:\n";
  for (int i = 0; i < 1000; ++i) {
    text += "        r" + std::to_string(i) + ": {loss: 1 dB}\n";
  }
  text += "satellites:\n";
  for (int i = 0; i < 1000; ++i) {
    text += "  s" + std::to_string(i) + ": {from: big}\n";
  }
  CHECK(messages(text).find("too many values, descriptions copied; expected at most 1000000") !=
        std::string::npos);
}

TEST_CASE("an override sets what is there, has a default, or may be there", "[override]") {
  const auto s = load("{from: bird}", "{from: bird}",
                      {"satellites.a.processing=ground", "seed=9", "environment.rain=false",
                       "satellites.b.orbit.altitude=700 km", "satellites.a.radios.main.loss=1 dB",
                       "satellites.b.in_service.until=2030-01-01T00:00:00Z",
                       "satellites.a.beacon={loss: 4 dB}", "satellites.b.battery.type=large",
                       "satellites.a.from=bird_2", "watched=[]"});
  const toy::Satellite& a = s.satellites.at("a");
  const toy::Satellite& b = s.satellites.at("b");
  CHECK(a.processing == toy::Processing::ground);
  CHECK(b.processing == toy::Processing::onboard);
  CHECK(s.seed == 9);
  CHECK_FALSE(s.environment.rain);
  CHECK(s.environment.cloud_cover == 0.45);
  CHECK(b.orbit.altitude_m == 700e3);
  CHECK(a.orbit.altitude_m == 600e3);
  CHECK(a.radios.at("main").loss_db == 1.0);
  CHECK(b.in_service.until.value().year == 2030);
  CHECK(a.beacon.value().loss_db == 4.0);
  CHECK(a.beacon.value().rates_bit_s.at(0) == 5e6);
  CHECK(b.battery.capacity_j == 900 * 3600.0);
  CHECK(a.owner == "tr");
}

TEST_CASE("a star stands for every entry that has the key", "[override]") {
  const auto s = load("{from: bird, beacon: ~}", "{from: bird}",
                      {"satellites.*.processing=ground", "satellites.*.beacon.loss=5 dB",
                       "satellites.*.radios.*.loss=6 dB", "satellites.*.orbit.altitude=800 km"});
  for (const auto& [name, satellite] : s.satellites) {
    CHECK(satellite.processing == toy::Processing::ground);
    CHECK(satellite.radios.at("main").loss_db == 6.0);
    CHECK(satellite.orbit.altitude_m == 800e3);
  }
  CHECK_FALSE(s.satellites.at("a").beacon);
  CHECK(s.satellites.at("b").beacon.value().loss_db == 5.0);
}

TEST_CASE("an override of a description reaches all that start from it", "[override]") {
  const auto s = load("{from: bird}", "{from: bird_2}",
                      {"radio_types.fast.frequency=9 GHz", "battery_types.*.efficiency=0.7",
                       "catalog.satellites.bird.orbit.altitude=650 km"});
  CHECK(s.satellites.at("a").radios.at("main").frequency_hz == 9e9);
  CHECK(s.satellites.at("b").beacon.value().frequency_hz == 9e9);
  CHECK(s.satellites.at("a").battery.efficiency == 0.8); // its own words in `bird`
  CHECK(s.satellites.at("a").orbit.altitude_m == 650e3);
  CHECK(s.satellites.at("b").orbit.altitude_m == 650e3);
}

TEST_CASE("of two overrides of a key the later holds", "[override]") {
  const auto s = load("{from: bird}", "{from: bird}",
                      {"satellites.*.processing=ground", "satellites.a.processing=onboard"});
  CHECK(s.satellites.at("a").processing == toy::Processing::onboard);
  CHECK(s.satellites.at("b").processing == toy::Processing::ground);
}

TEST_CASE("an override that sets nothing is an error with the nearest name", "[override]") {
  const auto told = [](const std::string& set) { return complaint("{from: bird}", {set}); };
  CHECK(told("sed=1") == "--set sed=1: sed: \"sed\" is not there; did you mean \"seed\"?");
  CHECK(
      told("satellites.b.processing=ground") ==
      "--set satellites.b.processing=ground: satellites.b.processing: \"b\" is not there; did you "
      "mean \"a\"?");
  CHECK(told("satelites.*.processing=ground") ==
        "--set satelites.*.processing=ground: satelites.*.processing: \"satelites\" is not there; "
        "did you mean \"satellites\"?");
  CHECK(told("satellites.*.procesing=ground") ==
        "--set satellites.*.procesing=ground: satellites.*.procesing: \"procesing\" is not there; "
        "did you mean \"processing\"?");
  CHECK(told("satellites.*.orbit.mean_motion=3 rev/d") ==
        "--set satellites.*.orbit.mean_motion=3 rev/d: satellites.*.orbit.mean_motion: nothing "
        "there has the key \"mean_motion\"");
  CHECK(told("seed.x=1") == "--set seed.x=1: seed.x: nothing there has the key \"x\"");
  CHECK(told("areas.x.title=1").starts_with("--set areas.x.title=1: areas.x.title: "));
  CHECK(told("satellites.a.orbit.altitude=5 kg") ==
        "--set satellites.a.orbit.altitude=5 kg: satellites.a.orbit.altitude: \"5 kg\" is a mass; "
        "expected a length such as `100 km`, from 100 km to 50000 km");
  CHECK(told("satellites.a={procesing: ground}") ==
        "--set satellites.a={procesing: ground}: satellites.a.procesing: is no key here; did you "
        "mean \"processing\"?");
}

TEST_CASE("overrides have the form path=value", "[override]") {
  for (const char* bad :
       {"", "seed", "=5", ".seed=5", "seed.=5", "a..b=5", "satellites.*=5", "*=5"}) {
    INFO(bad);
    CHECK(messages(minimal(), {bad}) ==
          "--set " + std::string(bad) + ": is no override; expected path.to.key=value");
  }
  CHECK(messages(minimal(), {"seed="}) ==
        "--set seed=: there is no value after `=`; expected one, as in a file");
  CHECK(messages(minimal(), {"name=a=b"}) == "");
}
