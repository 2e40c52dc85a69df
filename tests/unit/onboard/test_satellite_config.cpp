#include "onboard/satellite_config.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

using namespace urker;
using namespace urker::onboard;

namespace {

/// Walks a struct's fields. Checks that names are unique in their group, that each field is
/// explained, and that defaults keep to their ranges; collects the rules that do not hold.
class Auditor final : public FieldVisitor {
 public:
  std::vector<std::string> broken;
  int fields = 0;

  void exactly_one_of(std::span<const std::string_view>) override {}
  void check(bool holds, std::string_view name, std::string_view message) override {
    CHECK_FALSE(message.empty());
    if (!holds) {
      broken.emplace_back(name);
    }
  }
  void visit_number(const Field& field, double& value, const Range& range) override {
    enter(field);
    if (!field.required) {
      INFO(field.name);
      CHECK(value >= range.least);
      CHECK(value <= range.most);
      CHECK_FALSE((range.open && value == range.least));
    }
  }
  void visit_integer(const Field& field, std::int64_t& value, std::int64_t least,
                     std::int64_t most) override {
    enter(field);
    if (!field.required) {
      CHECK(value >= least);
      CHECK(value <= most);
    }
  }
  void visit_boolean(const Field& field, bool&) override { enter(field); }
  void visit_text(const Field& field, std::string&) override { enter(field); }
  void visit_reference(const Field& field, std::string&, Reference to) override {
    enter(field);
    CHECK_FALSE(to.section.empty());
  }
  void visit_calendar(const Field& field, CalendarTime&) override { enter(field); }
  void visit_choice(const Field& field, std::size_t& index,
                    std::span<const std::string_view> names) override {
    enter(field);
    CHECK(index < names.size());
  }
  void visit_group(const Field& field, const Template&, const GroupVisit& group) override {
    enter(field);
    inside([&] { group(*this); });
  }
  void visit_map(const Field& field, const Template&, MapAccess& map) override {
    enter(field);
    inside([&] { map.visit_prototype(*this); });
  }
  void visit_list(const Field& field, ListAccess& list) override {
    enter(field);
    inside([&] { list.visit_prototype({"element", "One of the list", true}, *this); });
  }
  bool visit_presence(const Field&, bool present) override { return present; }

 private:
  void enter(const Field& field) {
    ++fields;
    INFO(field.name);
    CHECK_FALSE(field.doc.empty());
    CHECK(names_.insert(std::string(field.name)).second);
  }
  template <class Visit>
  void inside(const Visit& visit) {
    std::set<std::string> outer;
    outer.swap(names_);
    visit();
    names_.swap(outer);
  }
  std::set<std::string> names_;
};

std::vector<std::string> broken_rules(SatelliteConfig& config) {
  Auditor auditor;
  describe(auditor, config);
  return auditor.broken;
}

/// With every part that it may have.
SatelliteConfig complete() {
  SatelliteConfig c;
  c.imager.emplace();
  c.imager->swath_m = 20e3;
  c.imager->channels["pan"] = {1.0, 1, 12};
  c.storage.emplace();
  c.power.array.emplace();
  c.power.battery.emplace();
  c.radio.emplace();
  c.radio->rates = {{1e6, 3.0}};
  c.radio->antenna_gain_dbi = 5.0;
  c.computer.emplace();
  c.computer->stages = compute::SimpleStagesConfig{{1e6, 1.0, {}, {}}, {1e6, 1.0, {}, {}}};
  c.pipeline.emplace();
  return c;
}

} // namespace

TEST_CASE("Every field of a satellite is explained and every default keeps to its range") {
  SatelliteConfig config = complete();
  Auditor auditor;
  describe(auditor, config);
  CHECK(auditor.fields > 60);
  CHECK(auditor.broken.empty());
}

TEST_CASE("A satellite needs what its imager and its processing need") {
  SatelliteConfig bare;
  bare.power.array.emplace();
  bare.power.battery.emplace();
  CHECK(broken_rules(bare).empty());
  SatelliteConfig config = complete();
  config.storage.reset();
  config.radio.reset();
  CHECK(broken_rules(config) == std::vector<std::string>{"storage", "radio"});
  config = complete();
  config.computer.reset();
  config.pipeline.reset();
  CHECK(broken_rules(config) == std::vector<std::string>{"computer", "pipeline"});
  config.processing = Processing::ground;
  CHECK(broken_rules(config).empty());
  config = complete();
  config.imager->channels.clear();
  config.radio->rates.clear();
  CHECK(broken_rules(config) == std::vector<std::string>{"channels", "rates"});
}

TEST_CASE("A battery's levels are in order") {
  SatelliteConfig config = complete();
  config.power.battery->safe_mode = config.power.battery->recovery;
  CHECK(broken_rules(config) == std::vector<std::string>{"recovery"});
  config = complete();
  config.power.battery->initial = 0.2;
  CHECK(broken_rules(config) == std::vector<std::string>{"initial"});
}
