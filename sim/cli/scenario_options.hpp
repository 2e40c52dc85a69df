#pragma once

#include "scenario/load_scenario.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace urker::cli {

/// The scenario that a verb works on.
struct ScenarioOptions {
  std::string file;
  std::vector<std::string> sets;

  void add_to(CLI::App& verb) {
    verb.add_option("SCENARIO", file, "Scenario (YAML)")->required();
    verb.add_option("--set", sets, "Override a value, path.to.key=value; `*` for every entry")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
  }
  [[nodiscard]] scenario::Loaded<scenario::Scenario> load() const {
    return scenario::load_scenario(file, sets);
  }
};

} // namespace urker::cli
