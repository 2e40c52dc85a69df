#include "cli/instruction_set_option.hpp"
#include "cli/play.hpp"
#include "cli/scenario_options.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"

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

int simulate(const Options& options) {
  return play(options.play, options.instruction_set, [&options](run::RunRequest& request) {
    std::optional<scenario::Loaded<scenario::Scenario>> loaded;
    des::all_or_none(MPI_COMM_WORLD, [&] { loaded.emplace(options.scenario.load()); });
    request.output = options.output;
    request.replace = options.replace;
    request.overrides = options.scenario.sets;
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
