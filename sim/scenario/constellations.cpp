#include "scenario/constellations.hpp"

#include "scenario/document.hpp"
#include "scenario/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace urker::scenario {
namespace {

constexpr std::string_view kSection = "constellations";
constexpr std::string_view kTemplate = "satellite";

/// What has to be known of a constellation before its satellites can be written.
struct Pattern {
  orbit::WalkerConfig walker;
};
void describe_walker(FieldVisitor& v, orbit::WalkerConfig& walker) {
  v.required("walker", walker, "Walker pattern of circular orbits");
}
void describe(FieldVisitor& v, Pattern& c) {
  describe_walker(v, c.walker);
}

/// The patterns of the section, read; what is wrong with them goes to `diagnostics`.
std::map<std::string, Pattern> read_patterns(const Member& section, const Language& language,
                                             Diagnostics& diagnostics) {
  Node tree(Node::Kind::map, section.value.mark);
  tree.members.push_back(section);
  for (Member& entry : tree.members.front().value.members) {
    std::erase_if(entry.value.members, [](const Member& m) { return m.key == kTemplate; });
  }
  std::map<std::string, Pattern> patterns;
  read(
      tree, language,
      [&](FieldVisitor& v) {
        v.optional(kSection, patterns, Template{kTemplate, ""}, "Constellations");
      },
      diagnostics);
  return patterns;
}

/// Writes the satellites of one constellation.
class Writer {
 public:
  Writer(const Member& constellation, const orbit::WalkerConfig& walker)
      : name_(constellation.key), key_mark_(constellation.key_mark),
        walker_(constellation.value.find("walker")->value),
        template_(constellation.value.find(kTemplate)->value), config_(walker) {}

  void write(std::map<std::string, Node>& satellites) const {
    const auto elements = orbit::walker_elements(config_);
    const auto in_plane = config_.pattern.satellites / config_.pattern.planes;
    const std::size_t digits =
        std::to_string(std::max({config_.pattern.planes, in_plane, std::int64_t{10}})).size();
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const auto number = static_cast<std::int64_t>(i);
      const auto plane = fmt::format("{:0{}}", number / in_plane + 1, digits);
      const auto slot = fmt::format("{:0{}}", number % in_plane + 1, digits);
      satellites.emplace(fmt::format("{}_{}_{}", name_, plane, slot),
                         satellite(elements[i], fmt::format(" {}-{}", plane, slot)));
    }
  }

 private:
  [[nodiscard]] Node satellite(const orbit::KeplerianElements& x, const std::string& behind) const {
    Node node = template_;
    if (Member* shown = node.find("name"); shown != nullptr && shown->value.is_scalar()) {
      shown->value.text += behind;
    }
    Member* given = node.find("orbit");
    Node orbit = given != nullptr ? std::move(given->value) : Node(Node::Kind::map, walker_.mark);
    std::erase_if(node.members, [](const Member& m) { return m.key == "orbit"; });
    add_elements(orbit, elements(x));
    orbit.replaces = true;
    add(node, "orbit", std::move(orbit));
    return node;
  }

  void add_elements(Node& orbit, Node elements) const {
    const auto model =
        EnumNames<orbit::WalkerModel>::names[static_cast<std::size_t>(config_.model)];
    if (config_.model != orbit::WalkerModel::numerical) {
      add(orbit, model, std::move(elements));
      return;
    }
    if (orbit.find(model) == nullptr) {
      add(orbit, model, Node(Node::Kind::map, walker_.mark));
    }
    if (Node& numerical = orbit.find(model)->value; numerical.is_map()) {
      add(numerical, "keplerian", std::move(elements));
    }
  }

  [[nodiscard]] Node elements(const orbit::KeplerianElements& x) const {
    Node node(Node::Kind::map, walker_.mark);
    if (const Member* epoch = walker_.find("epoch")) {
      node.members.push_back(*epoch);
    }
    const std::string_view size = config_.altitude_m ? "altitude" : "semi_major_axis";
    add(node, "semi_major_axis", value(size, format_quantity(x.semi_major_axis_m, unit::km)));
    add(node, "inclination", angle("inclination", x.inclination_rad));
    add(node, "raan", angle("raan", x.raan_rad));
    add(node, "mean_anomaly", angle("argument_of_latitude", x.mean_anomaly_rad));
    return node;
  }

  void add(Node& map, std::string_view key, Node value) const {
    map.members.push_back({std::string(key), key_mark_, std::move(value)});
  }

  /// A scalar with place and pedigree of what it follows from.
  [[nodiscard]] Node value(std::string_view source, std::string text) const {
    const Member* given = walker_.find(source);
    Node node(Node::Kind::scalar, given != nullptr ? given->value.mark : walker_.mark);
    if (given != nullptr) {
      node.pedigree = given->value.pedigree;
    }
    node.text = std::move(text);
    return node;
  }
  /// Rounded to 12 digits, so that the sums of the pattern's angles stay readable: "105 deg".
  [[nodiscard]] Node angle(std::string_view source, double angle_rad) const {
    return value(source, fmt::format("{:.12g} deg", angle_rad / unit::deg.scale));
  }

  const std::string& name_;
  const Mark& key_mark_;
  const Node& walker_;
  const Node& template_;
  const orbit::WalkerConfig& config_;
};

/// Whether the description of the satellites may be copied; says why not.
bool is_usable(const Member& constellation, bool is_numerical, Diagnostics& diagnostics) {
  const std::string path = join_path(kSection, constellation.key);
  const Member* given = constellation.value.find(kTemplate);
  if (given == nullptr || given->value.is_null()) {
    diagnostics.add(constellation.key_mark, join_path(path, kTemplate),
                    "is missing; expected what each satellite is, but for its orbit");
    return false;
  }
  if (!given->value.is_map()) {
    diagnostics.add(given->value.mark, join_path(path, kTemplate),
                    "is no group of keys; expected what each satellite is, but for its orbit");
    return false;
  }
  const Member* orbit = given->value.find("orbit");
  if (orbit != nullptr && !(is_numerical && orbit->value.is_map())) {
    diagnostics.add(orbit->key_mark, join_path(join_path(path, kTemplate), "orbit"),
                    is_numerical ? "is no group of keys; expected `numerical` and what acts"
                                 : "is given by the pattern; expected no orbit here");
    return false;
  }
  return true;
}

void expand(Node& tree, const Language& language, Budget& budget, Diagnostics& diagnostics) {
  const Member* section = tree.find(kSection);
  if (section == nullptr) {
    return;
  }
  const std::size_t wrong = diagnostics.size();
  const auto patterns = read_patterns(*section, language, diagnostics);
  std::map<std::string, Node> satellites;
  for (const Member& constellation : section->value.members) {
    const auto pattern = patterns.find(constellation.key);
    const bool is_numerical =
        pattern != patterns.end() && pattern->second.walker.model == orbit::WalkerModel::numerical;
    const bool usable =
        constellation.value.is_map() && is_usable(constellation, is_numerical, diagnostics);
    if (!usable || diagnostics.size() > wrong) {
      continue;
    }
    const auto& walker = pattern->second.walker;
    constexpr std::size_t kNodesOfOrbit = 7;
    budget.nodes += static_cast<std::size_t>(walker.pattern.satellites) *
                    (count_nodes(constellation.value.find(kTemplate)->value) + kNodesOfOrbit);
    if (budget.nodes > Budget::kMostNodes) {
      diagnostics.add(constellation.key_mark, join_path(kSection, constellation.key),
                      fmt::format("has too many satellites; expected at most {} values in the "
                                  "scenario, descriptions copied",
                                  Budget::kMostNodes));
      diagnostics.throw_if_any();
    }
    Writer(constellation, walker).write(satellites);
  }
  Node all(Node::Kind::map, section->value.mark);
  for (auto& [name, satellite] : satellites) {
    all.members.push_back({name, section->key_mark, std::move(satellite)});
  }
  const Mark mark = section->key_mark;
  if (Member* given = tree.find("satellites")) {
    given->value = overlay(std::move(all), std::move(given->value));
  } else {
    tree.members.push_back({"satellites", mark, std::move(all)});
  }
}

} // namespace

void describe(FieldVisitor& v, ConstellationConfig& c) {
  describe_walker(v, c.walker);
  v.required("satellite", c.satellite, Template{"from", "catalog.satellites"},
             "What each satellite is, but for its orbit");
}

Patterns constellation_patterns() {
  return {std::string(kSection), "satellites", expand};
}

} // namespace urker::scenario
