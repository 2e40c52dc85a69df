#pragma once

#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace urker::scenario {

/// A scenario with the files of data that it names: they are read, checked, and listed among the
/// files of its origin, so that results carry their hashes. Rules that need the scenario's start
/// are checked too. Throws as `load` does.
[[nodiscard]] Loaded<Scenario> load_scenario(const std::filesystem::path& path,
                                             const std::vector<std::string>& sets = {});

} // namespace urker::scenario
