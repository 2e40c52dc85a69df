#include "base/error.hpp"
#include "base/units.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/on_all_ranks.hpp"
#include "cli/say.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"
#include "run/plan_files.hpp"
#include "run/plan_scenario.hpp"
#include "scenario/load_scenario.hpp"

#include <fmt/format.h>

#include <chrono>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace urker::cli {
namespace {

/// The command line as it came; empty: not given.
struct Options {
  std::string scenario, element_sets, mean_elements, ephemerides, sites, pairs, range_limit,
      targets, sun_outage, start, duration, rotation, instruction_set, horizon = "6 h";
  std::vector<std::string> sets;
  run::FilePlanRequest request;
  bool interference = false;
};

[[noreturn]] void refuse(std::string_view option, std::string_view reason) {
  throw Error(Cause::usage, fmt::format("urker plan: {}: {}", option, reason));
}

/// A positive quantity of the dimension of `like`.
double quantity(std::string_view option, const std::string& text, const Unit& like) {
  const auto result = parse_quantity(text);
  if (!result.quantity || !result.quantity->has_unit ||
      result.quantity->dimension != like.dimension || !(result.quantity->value_si > 0.0)) {
    refuse(option, fmt::format("`{}` is not a positive {}, such as 10{}", text,
                               dimension_name(like.dimension), like.symbol));
  }
  return result.quantity->value_si;
}

/// Infinite if there is none.
double range_limit_m(const Options& o) {
  if (o.range_limit.empty()) {
    return std::numeric_limits<double>::infinity();
  }
  if (o.pairs != "all") {
    refuse("--range-limit", "goes with --pairs all; a file of pairs has a limit for each");
  }
  return quantity("--range-limit", o.range_limit, unit::km);
}

Duration horizon(const Options& o) {
  constexpr Duration kShortest = std::chrono::minutes(1);
  const Duration horizon = round_seconds(quantity("--horizon", o.horizon, unit::h));
  if (horizon < kShortest) {
    refuse("--horizon", "shorter than a minute");
  }
  return horizon;
}

/// `values` by option: which must be there, or must not.
void expect_given(bool given,
                  std::initializer_list<std::pair<std::string_view, std::string>> values) {
  for (const auto& [option, value] : values) {
    if (value.empty() == given) {
      refuse(option, given ? "is needed without a scenario" : "does not go with a scenario");
    }
  }
}

run::FilePlanRequest request_of(const Options& o) {
  expect_given(true, {{"--tle, --omm or --oem", o.element_sets + o.mean_elements + o.ephemerides},
                      {"--sites", o.sites},
                      {"--start", o.start},
                      {"--duration", o.duration}});
  if (!o.sets.empty()) {
    refuse("--set", "goes with a scenario");
  }
  if (o.interference) {
    refuse("--interference", "goes with a scenario, whose satellites have radios");
  }
  run::FilePlanRequest request = o.request;
  request.element_sets = o.element_sets;
  request.mean_elements = o.mean_elements;
  request.ephemerides = o.ephemerides;
  request.sites = o.sites;
  if (o.pairs == "all") {
    request.all_pairs = true;
  } else if (!o.pairs.empty()) {
    request.pairs = o.pairs;
  }
  request.range_limit_m = range_limit_m(o);
  if (!o.targets.empty()) {
    request.targets = o.targets;
  }
  if (!o.sun_outage.empty()) {
    request.sun_outage_rad = quantity("--sun-outage", o.sun_outage, unit::deg);
    if (*request.sun_outage_rad > 45.0 * unit::deg.scale) {
      refuse("--sun-outage", "wider than 45 deg");
    }
  }
  const auto start = parse_calendar(o.start);
  if (!start) {
    refuse("--start", fmt::format("`{}` is no UTC instant such as 2026-08-22T00:00:00Z", o.start));
  }
  request.start = *start;
  request.duration = round_seconds(quantity("--duration", o.duration, unit::s));
  constexpr Duration kLongest = std::chrono::hours(24 * 366 * 10);
  if (request.duration > kLongest) {
    refuse("--duration", "longer than ten years");
  }
  request.horizon = horizon(o);
  request.rotation = o.rotation == "gmst" ? orbit::EarthOrientationModel::gmst
                                          : orbit::EarthOrientationModel::standard;
  return request;
}

int plan_scenario(const Options& o) {
  expect_given(false, {{"--tle", o.element_sets},
                       {"--omm", o.mean_elements},
                       {"--oem", o.ephemerides},
                       {"--sites", o.sites},
                       {"--start", o.start},
                       {"--duration", o.duration},
                       {"--rotation", o.rotation},
                       {"--sun-outage", o.sun_outage},
                       {"--csv", o.request.csv ? "yes" : ""},
                       {"--pairs FILE", o.pairs == "all" ? "" : o.pairs}});
  run::ScenarioPlanRequest request;
  request.run = {o.request.output, o.request.replace, o.request.command_line};
  request.all_pairs = o.pairs == "all";
  request.range_limit_m = range_limit_m(o);
  if (!o.targets.empty()) {
    request.targets = o.targets;
  }
  request.interference = o.interference;
  request.horizon = horizon(o);
  return on_all_ranks(o.instruction_set, [&] {
    std::optional<scenario::Loaded<scenario::Scenario>> loaded;
    des::all_or_none(MPI_COMM_WORLD, [&] { loaded = scenario::load_scenario(o.scenario, o.sets); });
    const auto summary = run::plan_scenario(*loaded, request, MPI_COMM_WORLD);
    if (des::rank_in(MPI_COMM_WORLD) == 0) {
      for (const auto& note : summary.notes) {
        say("note: {}", note);
      }
      fmt::print("{}: planned in {:.2f} s, written in {:.2f} s\n", o.request.output.string(),
                 summary.planning_s, summary.writing_s);
    }
  });
}

int plan_files(const Options& options) {
  const auto request = request_of(options);
  return on_all_ranks(options.instruction_set, [&] {
    const auto begin = std::chrono::steady_clock::now();
    const auto summary = run::plan_files(request, MPI_COMM_WORLD);
    if (des::rank_in(MPI_COMM_WORLD) == 0) {
      for (const auto& note : summary.notes) {
        say("note: {}", note);
      }
      fmt::print(
          "{}: {} contacts of {} satellites, {} stays in the Earth's shadow and {} in the "
          "Moon's, {} Sun outages, {} passes over targets, {} windows between satellites, in "
          "{:.2f} s\n",
          request.output.string(), summary.contacts, summary.satellites, summary.shadows,
          summary.moon_shadows, summary.outages, summary.target_passes, summary.between,
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
  });
}

} // namespace

void add_plan(CLI::App& program, Action& action, const std::string& command_line) {
  auto options = std::make_shared<Options>();
  options->request.command_line = command_line;
  auto& o = *options;
  auto* verb = program.add_subcommand(
      "plan",
      "Contacts, eclipses, Sun outages, passes over targets and windows between satellites, "
      "of a scenario or of files of satellites and sites; under mpirun on all its ranks");
  verb->add_option("SCENARIO", o.scenario, "Scenario (YAML); else satellites, --sites and a span");
  verb->add_option("--set", o.sets, "Override a value of the scenario")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  verb->add_option("--tle", o.element_sets, "Two-line element sets")->type_name("FILE");
  verb->add_option("--omm", o.mean_elements,
                   "CCSDS Orbit Mean-Elements Messages: keywords, XML or JSON")
      ->type_name("FILE");
  verb->add_option("--oem", o.ephemerides, "CCSDS Orbit Ephemeris Message: keywords or XML")
      ->type_name("FILE");
  verb->add_option("--sites", o.sites, "Sites (CSV: site,lat_deg,lon_deg,h_m,mask_deg)")
      ->type_name("FILE");
  verb->add_option("--pairs", o.pairs,
                   "Pairs of satellites (CSV: pair,sat_a,sat_b,range_max_km), or `all`")
      ->type_name("FILE|all");
  verb->add_option("--range-limit", o.range_limit, "With `--pairs all`: greatest range")
      ->type_name("LENGTH");
  verb->add_option("--targets", o.targets,
                   "Points to image, by a scenario's imagers or all satellites (CSV: name,lat_deg,"
                   "lon_deg,h_m,max_incidence_deg,max_off_nadir_deg,min_sun_el_deg)")
      ->type_name("FILE");
  verb->add_flag("--interference", o.interference,
                 "Of a scenario: when two satellites that may send in one band are in view of a "
                 "station, how near they come and the least C/I if both send");
  verb->add_option("--sun-outage", o.sun_outage,
                   "List when a site sees a satellite within this angle of the Sun: half the beam "
                   "and the Sun's 0.27 deg")
      ->type_name("ANGLE");
  verb->add_option("--start", o.start, "First instant, UTC")->type_name("INSTANT");
  verb->add_option("--duration", o.duration, "How long")->type_name("TIME");
  verb->add_option(
          "--rotation", o.rotation,
          "standard (default): all that is known of the Earth; gmst: sidereal time, a spherical "
          "shadow and the almanac's Sun")
      ->check(CLI::IsMember({"standard", "gmst"}));
  verb->add_option("--horizon", o.horizon,
                   "How much is searched at a time: bounds the memory, changes no result")
      ->type_name("TIME")
      ->capture_default_str();
  verb->add_option("-o,--output", o.request.output, "File to write (HDF5); with --csv a folder")
      ->required();
  verb->add_flag("--csv", o.request.csv, "Write tables of text instead of HDF5");
  verb->add_flag("--force", o.request.replace, "Replace what exists");
  add_instruction_set(*verb, o.instruction_set);
  verb->callback([&action, options] {
    action = [options] {
      return options->scenario.empty() ? plan_files(*options) : plan_scenario(*options);
    };
  });
}

} // namespace urker::cli
