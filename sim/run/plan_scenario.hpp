#pragma once

#include "run/simulation.hpp"

#include <chrono>
#include <filesystem>
#include <limits>
#include <optional>

namespace urker::run {

struct ScenarioPlanRequest {
  RunRequest run;
  bool all_pairs = false; ///< with the windows between satellites
  double range_limit_m = std::numeric_limits<double>::infinity();
  bool interference = false; ///< with what satellites in one band may do to each other
  std::optional<std::filesystem::path> targets; ///< a file of points to be imaged (plan_input.hpp)
  Duration horizon = std::chrono::hours(6);     ///< searched at a time; does not change the plan
};

/// Collective: the contact plan of a scenario without playing it: the tables `contacts`, `eclipses`
/// and `area_passes` as a run writes them, `moon_eclipses`, `sun_outages`, those of the cast, and,
/// if asked for, `target_passes` of the imagers, by their limits and the targets', and
/// `interference` (interference.hpp; its search holds the contacts of all radios) and
/// `inter_satellite_contacts` while both satellites are in service. A satellite whose orbit ends
/// within the span has its windows until shortly before, and is named in the notes and in the table
/// `failures`. Memory and order as in plan_files.hpp: the same for every number of ranks and every
/// horizon. Other errors as those of `simulate`.
RunSummary plan_scenario(const scenario::Loaded<scenario::Scenario>& loaded,
                         const ScenarioPlanRequest& request, MPI_Comm communicator);

} // namespace urker::run
