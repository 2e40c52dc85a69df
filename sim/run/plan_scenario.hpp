#pragma once

#include "run/simulation.hpp"

#include <limits>

namespace urker::run {

struct ScenarioPlanRequest {
  RunRequest run;
  bool all_pairs = false; ///< with the windows between satellites
  double range_limit_m = std::numeric_limits<double>::infinity();
};

/// Collective: the contact plan of a scenario without playing it: the tables `contacts`, `eclipses`
/// and `area_passes` as a run writes them, those of the cast, and, if asked for,
/// `inter_satellite_contacts` while both satellites are in service. The same for every number of
/// ranks. Errors as those of `simulate`.
RunSummary plan_scenario(const scenario::Loaded<scenario::Scenario>& loaded,
                         const ScenarioPlanRequest& request, MPI_Comm communicator);

} // namespace urker::run
