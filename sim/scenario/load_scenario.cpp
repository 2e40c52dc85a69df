#include "scenario/load_scenario.hpp"

#include "base/error.hpp"
#include "link/atmosphere/facts.hpp"
#include "orbit/earth/finals2000a.hpp"
#include "orbit/format/oem_reader.hpp"
#include "orbit/format/omm.hpp"
#include "orbit/format/tle.hpp"
#include "orbit/orbit_files.hpp"
#include "scenario/check_contents.hpp"
#include "scenario/check_processing.hpp"
#include "scenario/check_services.hpp"
#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
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

/// Does `choose`; what it throws is about the object that the form at `key_path` names.
template <class Choose>
void choose_object(const Node& resolved, const std::string& key_path, Diagnostics& diagnostics,
                   const Choose& choose) {
  try {
    choose();
  } catch (const Error& error) {
    const Node* object = find_below(resolved, key_path + ".object");
    const std::string key = key_path + (object != nullptr ? ".object" : ".file");
    diagnostics.add(find_below(resolved, key)->mark, key, error.what());
  }
}

/// Element sets and ephemerides.
void read_orbit_files(const fs::path& path, Loaded<Scenario>& loaded, Diagnostics& diagnostics) {
  DataFiles<orbit::ElementSets> element_files(path, loaded.origin, diagnostics);
  DataFiles<orbit::ElementSets> messages(path, loaded.origin, diagnostics);
  DataFiles<orbit::Oem> ephemerides(path, loaded.origin, diagnostics);
  const auto elements = [&](auto& files, const std::string& key_path, const auto& parse,
                            orbit::ElementFileConfig& config) {
    if (const auto sets = files.read(key_path + ".file", parse)) {
      choose_object(loaded.origin.resolved, key_path, diagnostics, [&] {
        config.elements = orbit::element_set_of(*sets, config.object).elements;
      });
    }
  };
  for (auto& [name, satellite] : loaded.value.satellites) {
    const std::string key_path = "satellites." + name + ".orbit.";
    auto& orbit = satellite.orbit;
    if (orbit.tle_file) {
      elements(element_files, key_path + "tle_file", orbit::parse_tle, *orbit.tle_file);
    }
    if (orbit.omm) {
      elements(messages, key_path + "omm", orbit::parse_omm, *orbit.omm);
    }
    if (orbit.oem) {
      orbit.oem->ephemeris = ephemerides.read(
          key_path + "oem.file", [&](const std::string& text, const std::string& file) {
            return orbit::parse_oem(text, file, Epoch(loaded.value.start));
          });
      if (orbit.oem->ephemeris) {
        choose_object(loaded.origin.resolved, key_path + "oem", diagnostics, [&] {
          static_cast<void>(orbit::object_of(*orbit.oem->ephemeris, orbit.oem->object));
        });
      }
    }
  }
}

/// Farther from the run an initial state tells nothing of it, and takes long to lead there.
constexpr Duration kFarthestState = std::chrono::hours(366 * 24);

void check_state_time(const orbit::OrbitConfig& orbit, const Scenario& scenario,
                      const std::string& key_path, const Node& resolved, Diagnostics& diagnostics) {
  const Epoch epoch(scenario.start);
  const auto at = orbit::state_time(orbit, epoch);
  const Time end = kStart + round_seconds(scenario.duration_s);
  if (at && (*at < kStart - kFarthestState || *at > end + kFarthestState)) {
    diagnostics.add(
        find_below(resolved, key_path)->mark, key_path,
        fmt::format("its state of {} is more than 366 days from the run", epoch.utc_text(*at)));
  }
}

/// What the burns' own ranges do not tell: their order, their propellant, and whether they act.
void check_burns(const orbit::NumericalConfig& orbit, const Scenario& scenario,
                 const std::string& key_path, const Node& resolved, Diagnostics& diagnostics) {
  if (orbit.forces.burns.empty()) {
    return;
  }
  const Epoch epoch(scenario.start);
  const Time state = orbit::initial_time(orbit, epoch);
  const Time end = kStart + round_seconds(scenario.duration_s);
  try {
    const auto burns = orbit::make_burns(orbit.forces.burns, epoch);
    static_cast<void>(orbit::mass_after(burns, orbit.mass_kg, state, std::max(state, end)));
    if (burns.front().end <= std::min(state, kStart)) {
      throw Error(Cause::invalid_input,
                  fmt::format("the burn of {} is before the orbit's initial state and its run",
                              epoch.utc_text(burns.front().begin)));
    }
  } catch (const Error& error) {
    diagnostics.add(find_below(resolved, key_path)->mark, key_path, error.what());
  }
}

void check_orbits(const Loaded<Scenario>& loaded, Diagnostics& diagnostics) {
  for (const auto& [name, satellite] : loaded.value.satellites) {
    const orbit::OrbitConfig& orbit = satellite.orbit;
    const std::string key_path = "satellites." + name + ".orbit";
    check_state_time(orbit, loaded.value, key_path, loaded.origin.resolved, diagnostics);
    if (orbit.numerical) {
      check_burns(*orbit.numerical, loaded.value, key_path + ".numerical.forces.burns",
                  loaded.origin.resolved, diagnostics);
    }
  }
}

/// The air model's facts at every station.
void check_atmospheres(const Loaded<Scenario>& loaded, Diagnostics& diagnostics) {
  const auto edition = link::edition_of(loaded.value.environment.propagation.model);
  if (!edition) {
    return;
  }
  for (const auto& [name, station] : loaded.value.stations) {
    const std::string missing = link::missing_weather_facts(station.atmosphere_facts(), *edition);
    if (!missing.empty()) {
      const std::string path = "stations." + name;
      const Node* given = find_below(loaded.origin.resolved, path + ".atmosphere");
      const Node* place = given != nullptr ? given : find_below(loaded.origin.resolved, path);
      diagnostics.add(place->mark, path + ".atmosphere",
                      fmt::format("lacks facts for environment.propagation: {}", missing));
    }
  }
}

} // namespace

Loaded<Scenario> load_scenario(const fs::path& path, const std::vector<std::string>& sets) {
  auto loaded = load<Scenario>(path, sets);
  Diagnostics diagnostics;
  read_earth_orientation(path, loaded, diagnostics);
  read_force_files(path, loaded, diagnostics);
  read_orbit_files(path, loaded, diagnostics);
  check_orbits(loaded, diagnostics);
  check_atmospheres(loaded, diagnostics);
  check_contents(loaded, diagnostics);
  check_services(loaded, diagnostics);
  check_processing(loaded, diagnostics);
  diagnostics.throw_if_any();
  return loaded;
}

} // namespace urker::scenario
