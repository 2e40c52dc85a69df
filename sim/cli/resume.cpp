#include "cli/play.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"
#include "run/kept_run.hpp"
#include "scenario/load_scenario.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace urker::cli {
namespace {

struct Options {
  std::filesystem::path folder;
  bool replace = false;
  PlayOptions play;
};

int resume(const Options& options) {
  return play(options.play, "", [&options](run::RunRequest& request) {
    auto kept = run::open_kept_run(options.folder, options.replace, MPI_COMM_WORLD);
    std::optional<scenario::Loaded<scenario::Scenario>> loaded;
    des::all_or_none(MPI_COMM_WORLD, [&] {
      loaded.emplace(scenario::load_scenario(kept.scenario, kept.overrides));
    });
    request.output = kept.result;
    return run::resume(*loaded, request, std::move(kept.folder), MPI_COMM_WORLD);
  });
}

} // namespace

void add_resume(CLI::App& program, Action& action, const std::string& command_line) {
  auto options = std::make_shared<Options>();
  options->play.command_line = command_line;
  auto* verb = program.add_subcommand(
      "resume", "Go on with a run that was stopped or killed; under mpirun on all its ranks, "
                "however many they were");
  verb->add_option("FOLDER", options->folder, "Folder of the run, X.h5.run")->required();
  verb->add_flag("--force", options->replace,
                 "Replace the result if it exists; until then it stays as it is");
  options->play.add_to(*verb);
  verb->callback([&action, options] { action = [options] { return resume(*options); }; });
}

} // namespace urker::cli
