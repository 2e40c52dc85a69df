#include "base/error.hpp"
#include "scenario/shape.hpp"

#include <catch2/catch.hpp>

#include "toy.hpp"

using namespace urker;
using namespace urker::scenario;

namespace {

Language toy_language() {
  toy::Scenario prototype;
  return learn_language([&](FieldVisitor& v) { describe(v, prototype); });
}

Language learn(const std::function<void(FieldVisitor&)>& describe_root) {
  return learn_language(describe_root);
}

struct Entry {};
void describe(FieldVisitor&, Entry&) {}

} // namespace

TEST_CASE("a language is learnt from the lists of fields", "[shape]") {
  const Language language = toy_language();
  CHECK(language.type_sections == std::map<std::string, std::string>{{"battery_types", "type"},
                                                                     {"catalog.satellites", "from"},
                                                                     {"radio_types", "type"}});
  const Shape* seed = language.root.find("seed");
  CHECK(seed->kind == Shape::Kind::integer);
  CHECK(seed->preset == "1");
  CHECK(seed->least == 0);
  CHECK_FALSE(seed->is_required);
  CHECK(language.root.find("name")->is_required);
  CHECK(language.root.find("name")->preset.empty());
  CHECK(language.root.find("nothing") == nullptr);
  CHECK(language.root.find("environment")->find("cloud_cover")->preset == "45 %");
  const Shape& satellite = language.root.find("satellites")->element.at(0);
  CHECK(satellite.keyword == "from");
  CHECK(satellite.template_section == "catalog.satellites");
  CHECK(satellite.find("beacon")->may_be_absent);
  CHECK(satellite.find("beacon")->find("rates")->element.at(0).range.unit.symbol == "Mbit/s");
  CHECK(satellite.find("processing")->choices == std::vector<std::string>{"onboard", "ground"});
  CHECK(satellite.find("owner")->section == "organisations");
  CHECK(satellite.find("orbit")->exactly_one_of ==
        std::vector<std::vector<std::string>>{{"altitude", "mean_motion"}});
  CHECK(language.root.find("radio_types")->element.at(0).keyword == "type");
  CHECK(language.root.field_names().front() == "urker");
}

TEST_CASE("lists of fields that break the reader's promises are our own mistake", "[shape]") {
  double number = 0.0;
  std::string text;
  std::map<std::string, Entry> entries;
  const auto refused = [](const std::function<void(FieldVisitor&)>& fields, const char* why) {
    CHECK_THROWS_WITH(learn(fields), std::string("internal error: ") + why);
  };
  refused([&](FieldVisitor& v) { v.optional("value", number, "a number"); },
          "a field is named `value`, which carries a pedigree");
  refused(
      [&](FieldVisitor& v) {
        v.optional("a", number, "one");
        v.optional("a", number, "two");
      },
      "a group has two fields of one name");
  refused([&](FieldVisitor& v) { v.optional("a", text, Reference{"entries"}, "a"); },
          "a reference names a section that is no map of the root");
  refused(
      [&](FieldVisitor& v) {
        v.optional("entries", entries, "entries");
        v.optional("others", entries, Template{"type", "entries"}, "others");
        v.optional("a", text, Reference{"entries"}, "a");
      },
      "a reference names a section whose entries are not kept");
  refused(
      [&](FieldVisitor& v) {
        v.optional("o", entries, Template{"type", "types"}, "o");
      },
      "a template names a section that is no map of the root");
  toy::Battery battery;
  refused([&](FieldVisitor& v) { v.optional("battery", battery, "a battery"); },
          "an optional group with required keys must be a std::optional");
}
