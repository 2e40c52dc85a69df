#include "scenario/load_scenario.hpp"

#include "base/error.hpp"
#include "orbit/earth/finals2000a.hpp"
#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

namespace urker::scenario {

namespace {

namespace fs = std::filesystem;

/// Files of data that hold an `Object` each: every file is read once, whoever names it.
template <class Object>
class DataFiles {
 public:
  DataFiles(const fs::path& scenario, Origin& origin, Diagnostics& diagnostics)
      : scenario_(scenario), origin_(origin), diagnostics_(diagnostics) {}

  /// What the file at `key_path` holds by `parse(text, name)`; null where it cannot be had.
  template <class Parse>
  std::shared_ptr<const Object> read(const std::string& key_path, const Parse& parse) {
    const Node* node = find_below(origin_.resolved, key_path);
    require(node != nullptr, "a file of data is not in the tree");
    const auto known = objects_.find(node->text);
    return known != objects_.end()
               ? known->second
               : objects_.emplace(node->text, read_new(*node, key_path, parse)).first->second;
  }

 private:
  template <class Parse>
  std::shared_ptr<const Object> read_new(const Node& node, const std::string& key_path,
                                         const Parse& parse) {
    std::shared_ptr<const Object> object;
    auto file = read_data_file(scenario_, node, key_path, diagnostics_);
    if (!file) {
      return object;
    }
    try {
      object = std::make_shared<const Object>(parse(file->text, file->name));
    } catch (const Error& error) {
      diagnostics_.add(node.mark, key_path, error.what());
    }
    origin_.files.push_back(std::move(*file));
    return object;
  }

  const fs::path& scenario_;
  Origin& origin_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::shared_ptr<const Object>> objects_;
};

void read_earth_orientation(const fs::path& path, Loaded<Scenario>& loaded,
                            Diagnostics& diagnostics) {
  EnvironmentConfig& environment = loaded.value.environment;
  if (!environment.earth_orientation_file.empty()) {
    DataFiles<orbit::EarthOrientationTable> files(path, loaded.origin, diagnostics);
    environment.earth_orientation_table = files.read(
        "environment.earth_orientation_file", [](const std::string& text, const std::string& name) {
          return orbit::EarthOrientationTable(orbit::read_finals2000a(text, name));
        });
  }
}

void check_degree(const orbit::GravityConfig& gravity, const Node& resolved,
                  const std::string& key_path, Diagnostics& diagnostics) {
  if (gravity.field && gravity.degree > gravity.field->degree()) {
    diagnostics.add(find_below(resolved, key_path + ".file")->mark, key_path + ".file",
                    fmt::format("this field ends at degree {}; expected one to degree {}",
                                gravity.field->degree(), gravity.degree));
  }
}

/// Gravity fields and space weather of numerical orbits.
void read_force_files(const fs::path& path, Loaded<Scenario>& loaded, Diagnostics& diagnostics) {
  DataFiles<orbit::GravityField> fields(path, loaded.origin, diagnostics);
  DataFiles<orbit::SpaceWeather> weather(path, loaded.origin, diagnostics);
  for (auto& [name, satellite] : loaded.value.satellites) {
    if (!satellite.orbit.numerical) {
      continue;
    }
    auto& forces = satellite.orbit.numerical->forces;
    const std::string key_path = "satellites." + name + ".orbit.numerical.forces";
    if (!forces.gravity.file.empty()) {
      forces.gravity.field = fields.read(
          key_path + ".gravity.file", [](const std::string& text, const std::string& file) {
            return orbit::read_icgem(text, file, orbit::GravityField::kGreatestDegree);
          });
      check_degree(forces.gravity, loaded.origin.resolved, key_path + ".gravity", diagnostics);
    }
    auto* air = forces.drag && forces.drag->atmosphere.nrlmsise00
                    ? &*forces.drag->atmosphere.nrlmsise00
                    : nullptr;
    if (air != nullptr && !air->space_weather_file.empty()) {
      air->space_weather = weather.read(key_path + ".drag.atmosphere.nrlmsise00.space_weather_file",
                                        orbit::SpaceWeather::from_cssi);
    }
  }
}

} // namespace

Loaded<Scenario> load_scenario(const fs::path& path, const std::vector<std::string>& sets) {
  auto loaded = load<Scenario>(path, sets);
  Diagnostics diagnostics;
  read_earth_orientation(path, loaded, diagnostics);
  read_force_files(path, loaded, diagnostics);
  diagnostics.throw_if_any();
  return loaded;
}

} // namespace urker::scenario
