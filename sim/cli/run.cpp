#include "base/pack.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/lead_rank.hpp"
#include "cli/play.hpp"
#include "cli/scenario_options.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"
#include "run/small_run.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace urker::cli {
namespace {

struct Options {
  ScenarioOptions scenario;
  std::filesystem::path output;
  bool replace = false;
  std::string instruction_set;
  PlayOptions play;
};

using Loaded = scenario::Loaded<scenario::Scenario>;

/// Collective: whether rank 0, which has read the scenario then, is to play it alone: a small one
/// of which nothing else is wanted.
bool is_for_one(std::optional<Loaded>& loaded, const Options& options) {
  const auto rules = options.play.oversight.rules();
  const bool plain = rules.save_at.empty() && rules.save_every >= std::chrono::minutes(10) &&
                     rules.deadline == run::OversightRules::Clock::time_point::max();
  if (des::size_of(MPI_COMM_WORLD) == 1 || !plain ||
      options.play.placement != run::PlacementRule::fastest) {
    return false;
  }
  if (des::rank_in(MPI_COMM_WORLD) > 0) {
    return unpack<bool>(des::receive_bytes_asleep(MPI_COMM_WORLD, 0));
  }
  // What is wrong with it, all ranks will find.
  const auto error = des::detail::error_of([&] { loaded.emplace(options.scenario.load()); });
  const bool alone = !error && run::is_small(loaded->value);
  des::send_to_others(MPI_COMM_WORLD, pack(alone));
  return alone;
}

int simulate(const Options& options) {
  return play(options.play, options.instruction_set, [&options](run::RunRequest& request) {
    request.output = options.output;
    request.replace = options.replace;
    request.overrides = options.scenario.sets;
    std::optional<Loaded> loaded;
    if (is_for_one(loaded, options)) {
      return lead([&] { return run::simulate(*loaded, request, MPI_COMM_SELF); });
    }
    des::all_or_none(MPI_COMM_WORLD, [&] {
      if (!loaded) {
        loaded.emplace(options.scenario.load());
      }
    });
    return run::simulate(*loaded, request, MPI_COMM_WORLD);
  });
}

} // namespace

void add_run(CLI::App& program, Action& action, const std::string& command_line) {
  auto options = std::make_shared<Options>();
  options->play.command_line = command_line;
  auto* verb = program.add_subcommand("run", "Simulate a scenario; under mpirun on all its ranks");
  options->scenario.add_to(*verb);
  verb->add_option("-o,--output", options->output, "File of results to write (HDF5)")->required();
  verb->add_flag("--force", options->replace,
                 "Replace the file if it exists, and the checkpoints of a run that was to make it");
  add_instruction_set(*verb, options->instruction_set);
  options->play.add_to(*verb);
  verb->callback([&action, options] { action = [options] { return simulate(*options); }; });
}

} // namespace urker::cli
