#pragma once

#include "cli/oversight_options.hpp"
#include "run/simulation.hpp"
#include "time/time.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace urker::cli {

/// What `run` and `resume` have in common on the command line.
struct PlayOptions {
  OversightOptions oversight;
  Duration patience; ///< with a process that stands still
  bool quiet = false;
  run::PlacementRule placement = run::PlacementRule::fastest;
  std::string command_line; ///< for the provenance

  void add_to(CLI::App& verb);
};

/// Plays on all ranks what `simulate` simulates of the request that it is given, shows its
/// progress and tells its summary. Returns the exit code: 75 for a run that was stopped.
[[nodiscard]] int play(const PlayOptions& options, const std::string& instruction_set,
                       const std::function<run::RunSummary(run::RunRequest&)>& simulate);

} // namespace urker::cli
