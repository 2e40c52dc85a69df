#include "cli/play.hpp"

#include "cli/duration_option.hpp"
#include "cli/on_all_ranks.hpp"
#include "cli/progress_line.hpp"
#include "cli/say.hpp"
#include "cli/stop_signals.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>

#include <map>

namespace urker::cli {
namespace {

void print_summary(const std::string& result, const run::RunSummary& summary, int ranks) {
  std::string on = fmt::format("{} rank{}", ranks, ranks == 1 ? "" : "s");
  if (summary.ranks_with_events < ranks) {
    on += fmt::format(", the events on {} as they are worth no more", summary.ranks_with_events);
  }
  fmt::print("{}: {} events in {:.2f} s on {} (plan {:.2f} s, events {:.2f} s in {} rounds, "
             "writing {:.2f} s)\n",
             result, summary.events, summary.planning_s + summary.kernel_s + summary.writing_s, on,
             summary.planning_s, summary.kernel_s, summary.rounds, summary.writing_s);
}

/// On all ranks.
[[noreturn]] void end_stopped(const std::string& result, const run::RunSummary& summary) {
  std::string text = fmt::format("{0}: stopped at {1}; `urker resume {0}.run` goes on", result,
                                 summary.stopped_utc);
  if (!summary.no_progress.empty()) {
    text += ", " + summary.no_progress;
  }
  throw des::AgreedError(Cause::stopped, text, 0);
}

} // namespace

void PlayOptions::add_to(CLI::App& verb) {
  patience = kPatience;
  oversight.add_to(verb);
  verb.add_flag("--quiet", quiet, "Tell neither progress nor summary");
  using run::PlacementRule;
  verb.add_option(
          "--partition", placement,
          "How processes are dealt to ranks: fastest, to as many as are worth it; or to all, "
          "by stages, contacts, or shifting; results do not depend on it")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, PlacementRule>{{"fastest", PlacementRule::fastest},
                                               {"stages", PlacementRule::stages},
                                               {"contacts", PlacementRule::contacts},
                                               {"shifting", PlacementRule::shifting}}));
  add_duration(verb, "--watchdog", patience,
               "End the job when one of its processes has been stopped or hanging for so long "
               "(`never`: do not)");
}

int play(const PlayOptions& options, const std::string& instruction_set,
         const std::function<run::RunSummary(run::RunRequest&)>& simulate) {
  StopSignals signals;
  const auto on_rank = [&] {
    const bool speaks = des::rank_in(MPI_COMM_WORLD) == 0;
    if (!speaks) {
      signals.mute();
    }
    ProgressLine line(stderr);
    run::RunRequest request;
    request.command_line = options.command_line;
    request.placement = options.placement;
    request.oversight = options.oversight.rules();
    request.stop_asked = [&] { return signals.asked(); };
    request.savable = [&] { signals.defer(true); };
    if (!options.quiet) {
      request.show_progress = [&line](const auto& figures) { line.show(figures); };
    }
    const auto summary = simulate(request);
    line.clear();
    for (const auto& note : speaks ? summary.notes : std::vector<std::string>{}) {
      say("note: {}", note);
    }
    if (summary.stopped) {
      end_stopped(request.output.string(), summary);
    }
    if (speaks && !options.quiet) {
      print_summary(request.output.string(), summary, des::size_of(MPI_COMM_WORLD));
    }
  };
  return on_all_ranks(instruction_set, on_rank, options.patience);
}

} // namespace urker::cli
