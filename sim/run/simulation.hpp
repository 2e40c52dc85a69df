#pragma once

#include "results/run_folder.hpp"
#include "run/oversight.hpp"
#include "run/placement.hpp"
#include "run/progress.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

#include <mpi.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// What a run is to make, and how it was asked for.
struct RunRequest {
  std::filesystem::path output;
  bool replace = false;                 ///< an existing result
  std::string command_line;             ///< for the provenance
  std::vector<std::string> overrides{}; ///< that the scenario was loaded with
  OversightRules oversight{};
  PlacementRule placement = PlacementRule::fastest;
  std::function<bool()> stop_asked = [] { return false; }; ///< whether somebody asked for a stop
  /// Called on every rank when a stop need no longer be the end at once: there is something to save
  /// for which `stop_asked` is heeded.
  std::function<void()> savable = [] {};
  /// Told on rank 0 how far the run is, some times a second.
  ProgressMeter::Show show_progress = [](const ProgressFigures&) {};
};

/// What the user hears of a run; the same on all ranks but where it says otherwise.
struct RunSummary {
  std::vector<std::string> notes;
  std::optional<Time> stopped; ///< where it can be resumed; nothing: it is complete
  std::string stopped_utc;     ///< the same for people
  std::string no_progress;     ///< what to say, on rank 0, of a run that was stopped where it began
  std::uint64_t events = 0;    ///< of all ranks
  std::uint64_t rounds = 0;
  int ranks_with_events = 1; ///< at most; the others slept meanwhile
  double planning_s = 0.0;   ///< wall time of the contact plan
  double kernel_s = 0.0;     ///< of the events
  double writing_s = 0.0;    ///< of gathering, merging and writing
};

/// Collective: simulates the scenario and writes its results to `request.output`, which appears
/// complete or not at all. Throws on all ranks or on none, but for internal errors.
RunSummary simulate(const scenario::Loaded<scenario::Scenario>& loaded, const RunRequest& request,
                    MPI_Comm communicator);

/// Collective: the same for a run that was stopped or killed, from its last checkpoint in `folder`,
/// which is on rank 0, on any number of ranks. The result is that of a run without a stop.
RunSummary resume(const scenario::Loaded<scenario::Scenario>& loaded, const RunRequest& request,
                  std::optional<results::RunFolder> folder, MPI_Comm communicator);

} // namespace urker::run
