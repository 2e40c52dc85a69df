#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/force/force_model_config.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace urker;
using namespace urker::orbit;

namespace {

/// Keeps the names of the fields, and the messages of the rules that do not hold.
class Lister final : public FieldVisitor {
 public:
  std::vector<std::string> names, broken;

  void exactly_one_of(std::span<const std::string_view>) override {}
  void check(bool holds, std::string_view name, std::string_view) override {
    if (!holds) {
      broken.emplace_back(name);
    }
  }
  void visit_number(const Field& f, double& value, const Range& range) override {
    add(f);
    if (!f.required) {
      CHECK(value >= range.least);
      CHECK(value <= range.most);
    }
  }
  void visit_integer(const Field& f, std::int64_t&, std::int64_t, std::int64_t) override { add(f); }
  void visit_boolean(const Field& f, bool&) override { add(f); }
  void visit_text(const Field& f, std::string&) override { add(f); }
  void visit_reference(const Field& f, std::string&, Reference) override { add(f); }
  void visit_calendar(const Field& f, CalendarTime&) override { add(f); }
  void visit_choice(const Field& f, std::size_t& index,
                    std::span<const std::string_view> choices) override {
    add(f);
    CHECK(index < choices.size());
  }
  void visit_group(const Field& f, const Template&, const GroupVisit& group) override {
    add(f);
    group(*this);
  }
  void visit_map(const Field& f, const Template&, MapAccess&) override { add(f); }
  void visit_list(const Field& f, ListAccess& list) override {
    add(f);
    for (std::size_t i = 0; i < list.size(); ++i) {
      list.visit(i, f, *this);
    }
  }
  bool visit_presence(const Field&, bool present) override { return present; }

 private:
  void add(const Field& f) {
    CHECK(!f.doc.empty());
    names.emplace_back(f.name);
  }
};

std::vector<std::string> broken_rules(ForceModelConfig forces) {
  Lister lister;
  describe(lister, forces);
  return lister.broken;
}

} // namespace

TEST_CASE("the forces of an orbit have defaults that obey their own rules") {
  ForceModelConfig forces;
  CHECK(broken_rules(forces).empty());
  forces.solar_radiation.emplace();
  forces.drag.emplace();
  forces.surfaces.emplace().panels.resize(2);
  forces.burns.resize(1);
  CHECK(broken_rules(forces).empty());
}

TEST_CASE("forces that contradict each other are refused") {
  ForceModelConfig forces;
  forces.gravity.order = 30;
  CHECK(broken_rules(forces) == std::vector<std::string>{"order"});
  forces.gravity = {"", 80, 80, nullptr};
  CHECK(broken_rules(forces) == std::vector<std::string>{"degree"});
  forces.gravity.file = "EGM2008.gfc";
  CHECK(broken_rules(forces).empty());
  forces.surfaces.emplace().panels.resize(1);
  CHECK(broken_rules(forces) == std::vector<std::string>{"surfaces"});
  forces.solar_radiation.emplace();
  forces.surfaces->panels[0].specular = 0.7;
  forces.surfaces->panels[0].diffuse = 0.4;
  CHECK(broken_rules(forces) == std::vector<std::string>{"diffuse"});
  forces.surfaces.reset();
  forces.burns.resize(1);
  forces.burns[0].direction = {0.0, 0.0, 0.0};
  CHECK(broken_rules(forces) == std::vector<std::string>{"x"});
}

TEST_CASE("constant indices have no history of Ap") {
  Nrlmsise00Config model;
  model.activity = MagneticActivity::three_hourly;
  Lister weather;
  describe(weather, model);
  CHECK(weather.broken.empty());
  model.indices.emplace();
  Lister constant;
  describe(constant, model);
  CHECK(constant.broken == std::vector<std::string>{"activity"});
}
