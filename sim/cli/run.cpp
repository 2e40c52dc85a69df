#include "cli/duration_option.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/on_all_ranks.hpp"
#include "cli/progress_line.hpp"
#include "cli/say.hpp"
#include "cli/scenario_options.hpp"
#include "cli/stop_signals.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"
#include "run/simulation.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace urker::cli {
namespace {

struct Options {
  ScenarioOptions scenario;
  run::RunRequest request;
  std::string instruction_set;
  Duration patience = kPatience;
  bool quiet = false;
};

void print_summary(const Options& options, const run::RunSummary& summary, int ranks) {
  for (const auto& note : summary.notes) {
    say("note: {}", note);
  }
  if (options.quiet) {
    return;
  }
  fmt::print("{}: {} events in {:.2f} s on {} rank{} (plan {:.2f} s, events {:.2f} s in {} rounds, "
             "writing {:.2f} s)\n",
             options.request.output.string(), summary.events,
             summary.planning_s + summary.kernel_s + summary.writing_s, ranks,
             ranks == 1 ? "" : "s", summary.planning_s, summary.kernel_s, summary.rounds,
             summary.writing_s);
}

int simulate(const Options& options) {
  StopSignals signals;
  return on_all_ranks(
      options.instruction_set,
      [&] {
        const bool speaks = des::rank_in(MPI_COMM_WORLD) == 0;
        if (!speaks) {
          signals.mute();
        }
        std::optional<scenario::Loaded<scenario::Scenario>> loaded;
        des::all_or_none(MPI_COMM_WORLD, [&] { loaded.emplace(options.scenario.load()); });
        ProgressLine line(stderr);
        run::RunRequest request = options.request;
        request.stop_asked = [&] { return signals.asked(); };
        if (!options.quiet) {
          request.show_progress = [&line](const auto& figures) { line.show(figures); };
        }
        const auto summary = run::simulate(*loaded, request, MPI_COMM_WORLD);
        line.clear();
        if (speaks) {
          print_summary(options, summary, des::size_of(MPI_COMM_WORLD));
        }
      },
      options.patience);
}

} // namespace

void add_run(CLI::App& program, Action& action, const std::string& command_line) {
  auto options = std::make_shared<Options>();
  options->request.command_line = command_line;
  auto* verb = program.add_subcommand("run", "Simulate a scenario; under mpirun on all its ranks");
  options->scenario.add_to(*verb);
  verb->add_option("-o,--output", options->request.output, "File of results to write (HDF5)")
      ->required();
  verb->add_flag("--force", options->request.replace, "Replace the file if it exists");
  verb->add_flag("--quiet", options->quiet, "Tell neither progress nor summary");
  using run::PlacementRule;
  verb->add_option("--partition", options->request.placement,
                   "How processes are dealt to ranks: fastest, stages, contacts, or shifting; "
                   "results do not depend on it")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, PlacementRule>{{"fastest", PlacementRule::fastest},
                                               {"stages", PlacementRule::stages},
                                               {"contacts", PlacementRule::contacts},
                                               {"shifting", PlacementRule::shifting}}));
  add_instruction_set(*verb, options->instruction_set);
  add_duration(*verb, "--watchdog", options->patience,
               "End the job when one of its processes has been stopped or hanging for so long "
               "(`never`: do not)");
  verb->callback([&action, options] { action = [options] { return simulate(*options); }; });
}

} // namespace urker::cli
