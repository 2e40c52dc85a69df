#include "base/fields.hpp"

#include <catch2/catch.hpp>

namespace urker {
namespace {

enum class Mode { safe, nominal };

struct Part {
  double mass_kg = 1.0;
  std::string radio;
};
void describe(FieldVisitor& v, Part& p) {
  v.required("mass", p.mass_kg, positive(unit::kg), "Mass");
  v.optional("radio", p.radio, Reference{"radios"}, "Radio used");
}

struct Thing {
  double length_m = 2.0;
  std::int64_t count = 3;
  bool on = false;
  std::string title = "none";
  CalendarTime start;
  Mode mode = Mode::safe;
  std::optional<double> power_w;
  Part part;
  std::map<std::string, Part> parts;
  std::vector<std::string> tags;
  std::vector<Part> spares;
};

} // namespace

template <>
struct EnumNames<Mode> {
  static constexpr std::array<std::string_view, 2> names{"safe", "nominal"};
};

namespace {

void describe(FieldVisitor& v, Thing& t) {
  v.required("length", t.length_m, between(1, 9, unit::km), "Length");
  v.optional("count", t.count, between(1, 12, unit::one), "Count");
  v.optional("on", t.on, "On");
  v.optional("title", t.title, "Title");
  v.optional("start", t.start, "Start");
  v.optional("mode", t.mode, "Mode");
  v.optional("power", t.power_w, not_negative(unit::W), "Power");
  v.optional("part", t.part, Template{"type", "parts"}, "Part");
  v.optional("parts", t.parts, Template{"from", "catalog.parts"}, "Parts");
  v.optional("tags", t.tags, "Tags");
  v.optional("spares", t.spares, "Spares");
  v.check(t.length_m > 0.0, "length", "must be above zero");
}

/// Writes down what it meets and sets every value from a fixed list.
class Recorder : public FieldVisitor {
 public:
  std::vector<std::string> log;
  bool presence = true;

  void exactly_one_of(std::span<const std::string_view>) override { log.emplace_back("one of"); }
  void check(bool holds, std::string_view name, std::string_view) override {
    log.push_back("check " + std::string(name) + (holds ? " holds" : " fails"));
  }
  void visit_number(const Field& f, double& value, const Range& range) override {
    note(f, "number " + format_quantity(range.least, range.unit) + (range.open ? " open" : ""));
    value = 7.0;
  }
  void visit_integer(const Field& f, std::int64_t& value, std::int64_t least,
                     std::int64_t most) override {
    note(f, "integer " + std::to_string(least) + " " + std::to_string(most));
    value = 8;
  }
  void visit_boolean(const Field& f, bool& value) override {
    note(f, "boolean");
    value = true;
  }
  void visit_text(const Field& f, std::string& value) override {
    note(f, "text");
    value = "text";
  }
  void visit_reference(const Field& f, std::string& value, Reference to) override {
    note(f, "reference " + std::string(to.section));
    value = "name";
  }
  void visit_calendar(const Field& f, CalendarTime& value) override {
    note(f, "calendar");
    value.year = 2031;
  }
  void visit_choice(const Field& f, std::size_t& index,
                    std::span<const std::string_view> names) override {
    note(f, "choice of " + std::to_string(names.size()));
    index = 1;
  }
  void visit_group(const Field& f, const Template& from, const GroupVisit& group) override {
    note(f, "group " + std::string(from.keyword) + " " + std::string(from.section));
    group(*this);
  }
  void visit_map(const Field& f, const Template& from, MapAccess& map) override {
    note(f, "map " + std::string(from.keyword) + " " + std::string(from.section));
    map.visit("b", *this);
    map.visit("a", *this);
    CHECK(map.names() == std::vector<std::string>{"a", "b"});
    map.visit_prototype(*this);
  }
  void visit_list(const Field& f, ListAccess& list) override {
    note(f, "list");
    list.resize(1);
    CHECK(list.size() == 1);
    list.visit(0, {"0", "element", true}, *this);
  }
  bool visit_presence(const Field& f, bool present) override {
    note(f, present ? "present" : "absent");
    return presence;
  }

 private:
  void note(const Field& f, const std::string& what) {
    log.push_back(std::string(f.name) + (f.required ? "! " : ": ") + what + " (" +
                  std::string(f.doc) + ")");
  }
};

} // namespace

TEST_CASE("one list of fields serves any visitor", "[fields]") {
  Thing thing;
  Recorder recorder;
  describe(recorder, thing);
  const std::vector<std::string> expected{
      "length! number 1 km (Length)",
      "count: integer 1 12 (Count)",
      "on: boolean (On)",
      "title: text (Title)",
      "start: calendar (Start)",
      "mode: choice of 2 (Mode)",
      "power: absent (Power)",
      "power: number 0 W (Power)",
      "part: group type parts (Part)",
      "mass! number 0 kg open (Mass)",
      "radio: reference radios (Radio used)",
      "parts: map from catalog.parts (Parts)",
      "mass! number 0 kg open (Mass)",
      "radio: reference radios (Radio used)",
      "mass! number 0 kg open (Mass)",
      "radio: reference radios (Radio used)",
      "mass! number 0 kg open (Mass)",
      "radio: reference radios (Radio used)",
      "tags: list (Tags)",
      "0! text (element)",
      "spares: list (Spares)",
      "0! group   (element)",
      "mass! number 0 kg open (Mass)",
      "radio: reference radios (Radio used)",
      "check length holds",
  };
  CHECK(recorder.log == expected);
  CHECK(thing.length_m == 7.0);
  CHECK(thing.count == 8);
  CHECK(thing.on);
  CHECK(thing.title == "text");
  CHECK(thing.start.year == 2031);
  CHECK(thing.mode == Mode::nominal);
  CHECK(thing.power_w == 7.0);
  CHECK(thing.part.radio == "name");
  CHECK(thing.parts.size() == 2);
  CHECK(thing.tags == std::vector<std::string>{"text"});
  CHECK(thing.spares.at(0).mass_kg == 7.0);
}

TEST_CASE("an optional that is not given is empty", "[fields]") {
  Thing thing;
  thing.power_w = 3.0;
  Recorder recorder;
  recorder.presence = false;
  describe(recorder, thing);
  CHECK_FALSE(thing.power_w);
}

} // namespace urker
