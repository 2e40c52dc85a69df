#include "base/error.hpp"
#include "base/units.hpp"
#include "cli/verbs.hpp"
#include "run/plan_files.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <string>

namespace urker::cli {
namespace {

/// The command line as it came; empty: not given.
struct Options {
  std::string element_sets, sites, pairs, range_limit, start, duration, rotation = "standard";
  run::FilePlanRequest request;
};

[[noreturn]] void refuse(std::string_view option, std::string_view reason) {
  throw Error(Cause::usage, fmt::format("urker plan: {}: {}", option, reason));
}

/// A positive quantity of the dimension of `like`; on a command line it needs no blank.
double quantity(std::string_view option, std::string text, const Unit& like) {
  auto result = parse_quantity(text);
  if (result.error && result.error->kind == QuantityError::Kind::missing_blank) {
    text.insert(text.find_last_of("0123456789.") + 1, " ");
    result = parse_quantity(text);
  }
  if (!result.quantity || !result.quantity->has_unit ||
      result.quantity->dimension != like.dimension || !(result.quantity->value_si > 0.0)) {
    refuse(option, fmt::format("`{}` is not a positive {}, such as 10{}", text,
                               dimension_name(like.dimension), like.symbol));
  }
  return result.quantity->value_si;
}

run::FilePlanRequest request_of(const Options& o) {
  run::FilePlanRequest request = o.request;
  request.element_sets = o.element_sets;
  request.sites = o.sites;
  if (o.pairs == "all") {
    request.all_pairs = true;
  } else if (!o.pairs.empty()) {
    request.pairs = o.pairs;
  }
  if (!o.range_limit.empty()) {
    if (!request.all_pairs) {
      refuse("--range-limit", "goes with --pairs all; a file of pairs has a limit for each");
    }
    request.range_limit_m = quantity("--range-limit", o.range_limit, unit::km);
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
  request.rotation = o.rotation == "gmst" ? orbit::EarthOrientationModel::gmst
                                          : orbit::EarthOrientationModel::standard;
  return request;
}

int plan(const Options& options) {
  const auto request = request_of(options);
  const auto begin = std::chrono::steady_clock::now();
  const auto summary = run::plan_files(request);
  for (const auto& note : summary.notes) {
    fmt::print(stderr, "note: {}\n", note);
  }
  fmt::print("{}: {} contacts of {} satellites, {} stays in shadow, {} windows between satellites, "
             "in {:.2f} s\n",
             request.output.string(), summary.contacts, summary.satellites, summary.shadows,
             summary.between,
             std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  return 0;
}

} // namespace

void add_plan(CLI::App& program, Action& action, const std::string& command_line) {
  auto options = std::make_shared<Options>();
  options->request.command_line = command_line;
  auto& o = *options;
  auto* verb = program.add_subcommand(
      "plan", "Contacts, eclipses and windows between satellites, from element sets and sites");
  verb->add_option("--tle", o.element_sets, "Two-line element sets")->required();
  verb->add_option("--sites", o.sites, "Sites (CSV: site,lat_deg,lon_deg,h_m,mask_deg)")
      ->required();
  verb->add_option("--pairs", o.pairs,
                   "Pairs of satellites (CSV: pair,sat_a,sat_b,range_max_km), or `all`")
      ->type_name("FILE|all");
  verb->add_option("--range-limit", o.range_limit, "With `--pairs all`: greatest range")
      ->type_name("LENGTH");
  verb->add_option("--start", o.start, "First instant, UTC")->required()->type_name("INSTANT");
  verb->add_option("--duration", o.duration, "How long")->required()->type_name("TIME");
  verb->add_option("--rotation", o.rotation,
                   "standard: all that is known of the Earth; gmst: sidereal time, a spherical "
                   "shadow and the almanac's Sun")
      ->check(CLI::IsMember({"standard", "gmst"}));
  verb->add_option("-o,--output", o.request.output, "File to write (HDF5); with --csv a folder")
      ->required();
  verb->add_flag("--csv", o.request.csv, "Write tables of text instead of HDF5");
  verb->add_flag("--force", o.request.replace, "Replace what exists");
  verb->callback([&action, options] { action = [options] { return plan(*options); }; });
}

} // namespace urker::cli
