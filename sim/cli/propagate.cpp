#include "base/error.hpp"
#include "base/units.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/say.hpp"
#include "cli/scenario_options.hpp"
#include "cli/verbs.hpp"
#include "run/ephemeris.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>

namespace urker::cli {
namespace {

struct Options {
  ScenarioOptions scenario;
  run::EphemerisRequest request;
  std::string start;
  std::string duration;
  std::string step = "60 s";
  std::string instruction_set;
};

double seconds_of(const std::string& option, const std::string& text) {
  const auto parsed = parse_quantity(text);
  if (!parsed.quantity || parsed.quantity->dimension != unit::s.dimension ||
      !(parsed.quantity->value_si >= 0.0)) {
    throw Error(Cause::usage,
                fmt::format("{}: \"{}\" is no time such as 60s or `2 h`", option, text));
  }
  return parsed.quantity->value_si;
}

int propagate(Options& options) {
  use_instruction_set(options.instruction_set);
  auto& request = options.request;
  request.step_s = seconds_of("--step", options.step);
  if (!options.duration.empty()) {
    request.duration_s = seconds_of("--duration", options.duration);
  }
  if (!options.start.empty()) {
    request.start = parse_calendar(options.start);
    if (!request.start) {
      throw Error(
          Cause::usage,
          fmt::format("--start: \"{}\" is no time such as 2026-08-22T00:00:00Z", options.start));
    }
  }
  const auto loaded = options.scenario.load();
  const auto summary = run::write_ephemeris(loaded, request);
  for (const auto& note : summary.notes) {
    say("note: {}", note);
  }
  for (const auto& file : summary.files) {
    fmt::print("{}\n", file.string());
  }
  fmt::print("{} states in {} file{}\n", summary.states, summary.files.size(),
             summary.files.size() == 1 ? "" : "s");
  return 0;
}

} // namespace

void add_propagate(CLI::App& program, Action& action, const std::string& command_line) {
  static const std::map<std::string, run::EphemerisForm> kForms{
      {"csv", run::EphemerisForm::csv},
      {"oem", run::EphemerisForm::oem},
      {"oem-xml", run::EphemerisForm::oem_xml},
      {"hdf5", run::EphemerisForm::hdf5}};
  auto options = std::make_shared<Options>();
  options->request.command_line = command_line;
  auto* verb =
      program.add_subcommand("propagate", "Write the ephemeris of a scenario's satellites");
  options->scenario.add_to(*verb);
  verb->add_option("--satellites", options->request.satellites, "Only these, a,b (default: all)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb->add_option("--start", options->start, "First instant, UTC (default: the scenario's)");
  verb->add_option("--duration", options->duration, "Span, e.g. `2 h` (default: to its end)");
  verb->add_option("--step", options->step, "From state to state (default: 60 s)");
  verb->add_option("--format", options->request.form, "csv, oem, oem-xml or hdf5")
      ->required()
      ->transform(CLI::CheckedTransformer(kForms));
  verb->add_option("-o,--output", options->request.output,
                   "File (hdf5; one satellite named), else folder with a file a satellite")
      ->required();
  verb->add_flag("--force", options->request.replace, "Replace files that exist");
  add_instruction_set(*verb, options->instruction_set);
  verb->callback([&action, options] { action = [options] { return propagate(*options); }; });
}

} // namespace urker::cli
