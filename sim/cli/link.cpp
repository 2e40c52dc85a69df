#include "base/error.hpp"
#include "base/units.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/link_text.hpp"
#include "cli/optical_text.hpp"
#include "cli/say.hpp"
#include "cli/scenario_options.hpp"
#include "cli/service_text.hpp"
#include "cli/verbs.hpp"
#include "run/link_report.hpp"
#include "run/service_report.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace urker::cli {
namespace {

struct Options {
  ScenarioOptions scenario;
  run::LinkRequest request;
  std::string at, exceeded, instruction_set;
  bool json = false, optical = false;
};

/// As of the scenario's `share`.
double share_of(const std::string& text) {
  constexpr double kLeast = 1e-5, kMost = 0.5;
  const auto share = parse_quantity(text).quantity;
  if (!share || !share->has_unit || share->dimension != unit::percent.dimension ||
      !(share->value_si >= kLeast && share->value_si <= kMost)) {
    throw Error(Cause::usage,
                fmt::format("--exceeded: `{}` is no share such as 1%, from 0.001% to 50%", text));
  }
  return share->value_si;
}

void print_notes(const std::vector<std::string>& notes) {
  for (const auto& note : notes) {
    say("note: {}", note);
  }
}

/// Nothing that was asked for is passed over.
void refuse(bool asked, const char* flag, const char* reason) {
  if (asked) {
    throw Error(Cause::usage, fmt::format("{}: {}", flag, reason));
  }
}

/// Services of a satellite at a site, whose geometry hardly changes: over no pass.
int print_services(const Options& options, const scenario::Scenario& scenario,
                   const std::optional<CalendarTime>& at) {
  refuse(options.request.pass, "--pass", "a geostationary satellite has none");
  refuse(options.optical, "--optical", "services go by radio");
  refuse(options.request.interference, "--interference",
         "the budget of a service has that of its neighbours already");
  const run::ServiceRequest request{options.request.from, options.request.to, at,
                                    options.request.exceeded};
  const auto report = run::report_services(scenario, request);
  print_notes(report.notes);
  fmt::print("{}", options.json ? service_json(report, request) : service_text(report, request));
  return 0;
}

int print_optical(const Options& options, const scenario::Scenario& scenario) {
  const auto& request = options.request;
  refuse(request.interference, "--interference", "beams of light do not meet");
  const auto report = run::report_optical_link(scenario, request);
  print_notes(report.notes);
  fmt::print("{}", options.json   ? optical_json(report, request)
                   : request.pass ? optical_pass_text(report, request)
                                  : optical_waterfall_text(report, request));
  return 0;
}

int print_link(Options& options) {
  use_instruction_set(options.instruction_set);
  auto& request = options.request;
  const auto at = options.at.empty() ? std::nullopt : parse_calendar(options.at);
  if (!at && !options.at.empty()) {
    throw Error(Cause::usage, fmt::format("--at: `{}` is no UTC instant such as "
                                          "2026-08-22T00:00:00Z",
                                          options.at));
  }
  if (!options.exceeded.empty()) {
    request.exceeded = share_of(options.exceeded);
  }
  const auto loaded = options.scenario.load();
  if (run::is_service_link(loaded.value, request.from, request.to)) {
    return print_services(options, loaded.value, at);
  }
  if (!at) {
    throw Error(Cause::usage, "--at is required for a link to a station");
  }
  request.at = *at;
  if (options.optical || run::is_optical(loaded.value, request)) {
    return print_optical(options, loaded.value);
  }
  // What counts in the rates is shown.
  request.interference =
      request.interference ||
      loaded.value.environment.propagation.interference == link::InterferenceModel::all_in_view;
  const auto report = run::report_link(loaded.value, request);
  print_notes(report.notes);
  fmt::print("{}", options.json   ? link_json(report, request)
                   : request.pass ? pass_text(report, request)
                                  : waterfall_text(report, request));
  return 0;
}

} // namespace

void add_link(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  auto& o = *options;
  auto* verb = program.add_subcommand(
      "link",
      "Print the budget of a downlink, or of an optical link between satellites, term by "
      "term, at one time or over a pass; to a site of telecom services, from uplink to dish");
  o.scenario.add_to(*verb);
  verb->add_option("--from", o.request.from,
                   "Satellite with a radio, an optical terminal, or services")
      ->required()
      ->type_name("SATELLITE");
  verb->add_option("--to", o.request.to,
                   "Station, satellite with an optical terminal, or site of services")
      ->required()
      ->type_name("STATION|SATELLITE");
  verb->add_option("--at", o.at, "When, UTC; for services the start unless given")
      ->type_name("INSTANT");
  verb->add_flag("--pass", o.request.pass,
                 "Over the pass at that time, or the next one: at AOS, after the lock, at "
                 "culmination and LOS, wherever the rate changes or no data can pass, and between");
  verb->add_option("--exceeded", o.exceeded,
                   "In weather that is worse for this share of the year, e.g. 1%, instead of the "
                   "scenario's")
      ->type_name("SHARE");
  verb->add_flag("--optical", o.optical,
                 "By the optical terminals of both ends where they could talk by radio too");
  verb->add_flag("--interference", o.request.interference,
                 "With C/I and C/(N0 + I0), if all satellites in its band that the station sees "
                 "send as well");
  verb->add_flag("--json", o.json, "Print JSON, each key with its unit, instead of a table");
  add_instruction_set(*verb, o.instruction_set);
  verb->callback([&action, options] { action = [options] { return print_link(*options); }; });
}

} // namespace urker::cli
