#include "scenario/schema.hpp"

#include <catch2/catch.hpp>

#include <regex>

#include "toy.hpp"

using namespace urker;
using namespace urker::scenario;
using nlohmann::ordered_json;

namespace {

ordered_json toy_schema() {
  toy::Scenario prototype;
  return json_schema(learn_language([&](FieldVisitor& v) { describe(v, prototype); }), "Toy");
}

bool fits(const std::string& pattern, const std::string& text) {
  return std::regex_search(text, std::regex(pattern, std::regex::ECMAScript));
}

} // namespace

TEST_CASE("the schema describes the fields", "[schema]") {
  const ordered_json schema = toy_schema();
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema["title"] == "Toy");
  CHECK(schema["type"] == "object");
  CHECK(schema["additionalProperties"] == false);
  CHECK(schema["properties"].begin().key() == "urker");
  CHECK(schema["properties"]["name"]["description"] == "Short name");
  CHECK(schema["properties"]["seed"]["description"] == "Seed of all draws (default: 1)");
  CHECK(schema["properties"]["duration"]["description"] == "Span (above 0 h)");
  CHECK(schema["properties"]["environment"]["properties"]["cloud_cover"]["description"] ==
        "Mean cloud cover (from 0 % to 100 %; default: 45 %)");
  CHECK(schema["properties"]["start"]["$ref"] == "#/$defs/time");
  CHECK(schema["properties"]["duration"]["$ref"] == "#/$defs/duration");
  CHECK(schema["properties"]["seed"]["anyOf"][0]["minimum"] == 0);
  CHECK(schema["properties"]["include"]["anyOf"][1]["type"] == "array");
  const ordered_json& satellite = schema["properties"]["satellites"]["additionalProperties"];
  CHECK(satellite["properties"]["processing"]["anyOf"][0]["enum"] ==
        ordered_json::array({"onboard", "ground"}));
  CHECK(satellite["properties"]["from"]["type"] == "string");
  CHECK(satellite["properties"]["radios"]["propertyNames"]["pattern"] == "^[a-z][a-z0-9_]{0,63}$");
  CHECK(satellite["properties"]["radios"]["additionalProperties"]["properties"]["rates"]["anyOf"][0]
                 ["items"]["$ref"] == "#/$defs/data_rate");
}

TEST_CASE("only what cannot come from elsewhere is required", "[schema]") {
  const ordered_json schema = toy_schema();
  CHECK_FALSE(schema.contains("required"));
  CHECK(schema["then"]["required"] == ordered_json::array({"urker", "name", "start", "duration"}));
  CHECK(schema["if"]["not"]["required"] == ordered_json::array({"include"}));
  const ordered_json& properties = schema["properties"];
  CHECK_FALSE(properties["satellites"]["additionalProperties"].contains("required"));
  CHECK_FALSE(properties["radio_types"]["additionalProperties"].contains("required"));
  CHECK(properties["areas"]["additionalProperties"]["required"] ==
        ordered_json::array({"polygon"}));
}

TEST_CASE("a quantity fits its pattern with every unit of its dimension", "[schema]") {
  const ordered_json schema = toy_schema();
  const auto pattern = [&](const char* name) {
    return schema["$defs"][name]["anyOf"][0]["pattern"].get<std::string>();
  };
  for (const char* good : {"694 km", "694km", "0.5 m", ".5 m", "5. m", "-1e3  mm", "+1.5E-3 um"}) {
    INFO(good);
    CHECK(fits(pattern("length"), good));
  }
  for (const char* bad : {"694", "694kmm", "694 kg", "km", " km", "010 km", "0x1 km", "1,5 km",
                          "694 km ", "inf km", ". km"}) {
    INFO(bad);
    CHECK_FALSE(fits(pattern("length"), bad));
  }
  CHECK(fits(pattern("data_rate"), "320 Mbit/s"));
  CHECK(fits(pattern("time"), "2026-08-22T00:00:00.5Z"));
  CHECK_FALSE(fits(pattern("time"), "2026-08-22"));
  CHECK(schema["$defs"]["length"]["anyOf"][1]["$ref"] == "#/$defs/graded");
  CHECK(schema["$defs"]["graded"]["properties"]["grade"]["enum"] ==
        ordered_json::array({"S", "T", "R", "E"}));
}

TEST_CASE("a pure number has its range and may be in percent", "[schema]") {
  const ordered_json number =
      toy_schema()["properties"]["environment"]["properties"]["cloud_cover"]["anyOf"][0];
  CHECK(number["anyOf"][0]["maximum"] == 1.0);
  CHECK(fits(number["anyOf"][1]["pattern"], "45 %"));
  CHECK(fits(number["anyOf"][1]["pattern"], "45%"));
  CHECK_FALSE(fits(number["anyOf"][1]["pattern"], "45 dB"));
}

TEST_CASE("one of several keys is asked for where a group must be complete", "[schema]") {
  toy::Orbit orbit;
  const auto language =
      learn_language([&](FieldVisitor& v) { v.required("orbit", orbit, "An orbit"); });
  const ordered_json schema = json_schema(language, "Orbit")["properties"]["orbit"];
  CHECK(schema["allOf"][0]["oneOf"][1]["required"] == ordered_json::array({"mean_motion"}));
}
