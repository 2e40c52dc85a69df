#include "cli/scenario_options.hpp"
#include "cli/verbs.hpp"
#include "run/flux_notes.hpp"
#include "run/uplink_notes.hpp"
#include "run/world.hpp"
#include "scenario/echo.hpp"

#include <fmt/format.h>

#include <memory>

namespace urker::cli {
namespace {

/// What the scenario holds, as far as it takes part in the run.
void print_summary(const run::World& world) {
  const auto& s = world.scenario;
  const auto line = [](std::string_view what, const auto& value) {
    fmt::print("  {:<15}{}\n", what, value);
  };
  fmt::print("{}: {}\n", s.name, s.title);
  line("from", world.epoch.utc_text(kStart, 0));
  line("until", world.epoch.utc_text(world.end, 0));
  line("organisations", s.organisations.size());
  line("satellites",
       fmt::format("{} in service, {} with imager", world.satellites.size(),
                   std::count_if(world.satellites.begin(), world.satellites.end(),
                                 [](const auto& x) { return x.config->imager.has_value(); })));
  line("stations", fmt::format("{} in service", world.stations.size()));
  line("centres", fmt::format("{} for operations, {} for processing, {} readers",
                              s.operations.size(), s.processing.size(), s.readers.size()));
  std::size_t cells = 0;
  for (const auto& area : world.areas) {
    cells += area.area.cells.size();
  }
  line("areas", fmt::format("{} with {} cells of {:.4g} km2", world.areas.size(), cells,
                            world.grid->cell_area_m2() * 1e-6));
  line("campaigns", s.campaigns.size());
  line("agreements", s.agreements.size());
  if (!s.services.empty()) {
    line("services", fmt::format("{} at {} sites", s.services.size(), s.sites.size()));
  }
  for (const auto& notes : {world.notes, run::flux_notes(world), run::uplink_notes(world)}) {
    for (const auto& note : notes) {
      fmt::print("note: {}\n", note);
    }
  }
}

} // namespace

void add_check(CLI::App& program, Action& action) {
  struct Options {
    ScenarioOptions scenario;
    bool explain = false;
  };
  auto options = std::make_shared<Options>();
  auto* verb = program.add_subcommand("check", "Read and validate a scenario, and sum it up");
  options->scenario.add_to(*verb);
  verb->add_flag("--explain", options->explain, "Print every value and where it comes from");
  verb->callback([&action, options] {
    action = [options] {
      auto loaded = options->scenario.load();
      const run::World world(loaded.value);
      if (options->explain) {
        fmt::print("{}", scenario::explained_text(
                             scenario::explain([&](FieldVisitor& v) { describe(v, loaded.value); },
                                               loaded.origin.resolved)));
      } else {
        print_summary(world);
      }
      return 0;
    };
  });
}

} // namespace urker::cli
