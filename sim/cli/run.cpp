#include "cli/instruction_set_option.hpp"
#include "cli/on_all_ranks.hpp"
#include "cli/scenario_options.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"
#include "run/simulation.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

namespace urker::cli {
namespace {

struct Options {
  ScenarioOptions scenario;
  run::RunRequest request;
  std::string instruction_set;
};

void print_summary(const Options& options, const run::RunSummary& summary, int ranks) {
  for (const auto& note : summary.notes) {
    fmt::print(stderr, "note: {}\n", note);
  }
  fmt::print("{}: {} events in {:.2f} s on {} rank{} (plan {:.2f} s, events {:.2f} s in {} rounds, "
             "writing {:.2f} s)\n",
             options.request.output.string(), summary.events,
             summary.planning_s + summary.kernel_s + summary.writing_s, ranks,
             ranks == 1 ? "" : "s", summary.planning_s, summary.kernel_s, summary.rounds,
             summary.writing_s);
}

int simulate(const Options& options) {
  return on_all_ranks(options.instruction_set, [&options] {
    std::optional<scenario::Loaded<scenario::Scenario>> loaded;
    des::all_or_none(MPI_COMM_WORLD, [&] { loaded.emplace(options.scenario.load()); });
    const auto summary = run::simulate(*loaded, options.request, MPI_COMM_WORLD);
    if (des::rank_in(MPI_COMM_WORLD) == 0) {
      print_summary(options, summary, des::size_of(MPI_COMM_WORLD));
    }
  });
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
  add_instruction_set(*verb, options->instruction_set);
  verb->callback([&action, options] { action = [options] { return simulate(*options); }; });
}

} // namespace urker::cli
