#include "scenario/load_scenario.hpp"

#include "base/error.hpp"
#include "orbit/earth/finals2000a.hpp"
#include "scenario/source_file.hpp"

#include <memory>
#include <utility>

namespace urker::scenario {

namespace {

void read_earth_orientation(const std::filesystem::path& path, Loaded<Scenario>& loaded,
                            Diagnostics& diagnostics) {
  EnvironmentConfig& environment = loaded.value.environment;
  if (environment.earth_orientation_file.empty()) {
    return;
  }
  const Node& node =
      loaded.origin.resolved.find("environment")->value.find("earth_orientation_file")->value;
  const std::string key_path = "environment.earth_orientation_file";
  auto file = read_data_file(path, node, key_path, diagnostics);
  if (!file) {
    return;
  }
  try {
    environment.earth_orientation_table = std::make_shared<const orbit::EarthOrientationTable>(
        orbit::read_finals2000a(file->text, file->name));
  } catch (const Error& error) {
    diagnostics.add(node.mark, key_path, error.what());
  }
  loaded.origin.files.push_back(std::move(*file));
}

} // namespace

Loaded<Scenario> load_scenario(const std::filesystem::path& path,
                               const std::vector<std::string>& sets) {
  auto loaded = load<Scenario>(path, sets);
  Diagnostics diagnostics;
  read_earth_orientation(path, loaded, diagnostics);
  diagnostics.throw_if_any();
  return loaded;
}

} // namespace urker::scenario
