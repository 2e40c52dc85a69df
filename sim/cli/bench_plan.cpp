#include "access/plan_search.hpp"
#include "base/error.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/on_all_ranks.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"
#include "orbit/format/tle.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace urker::cli {
namespace {

struct Options {
  std::string file, start, instruction_set;
  std::uint32_t satellites = 100, sites = 10;
  double hours = 24.0, mask_deg = 10.0, horizon_hours = 6.0;
  bool no_eclipses = false;
};

/// Points of a Fibonacci spiral, which lie about evenly on the sphere, on land and sea alike, at
/// sea level: point i has the sine of latitude 1 - (2 i + 1) / n, and longitudes go on by the
/// golden angle.
std::vector<access::Site> spiral(std::uint32_t count, double mask_rad) {
  const double golden_rad = std::numbers::pi * (3.0 - std::sqrt(5.0));
  std::vector<access::Site> sites(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const double sine = 1.0 - (2.0 * i + 1.0) / count;
    sites[i].place = {std::asin(sine), std::remainder(golden_rad * i, 2.0 * std::numbers::pi), 0.0};
    sites[i].least_elevation_rad = mask_rad;
  }
  return sites;
}

CalendarTime start_of(const Options& options, const std::vector<orbit::ElementSet>& sets) {
  if (!options.start.empty()) {
    const auto start = parse_calendar(options.start);
    if (!start) {
      throw Error(Cause::usage, fmt::format("urker bench plan: --start: `{}` is no UTC instant "
                                            "such as 2026-08-22T00:00:00Z",
                                            options.start));
    }
    return *start;
  }
  const Epoch any(sets.front().elements.epoch);
  std::vector<CalendarTime> epochs;
  for (const auto& set : sets) {
    epochs.push_back(set.elements.epoch);
  }
  const auto median = epochs.begin() + static_cast<std::ptrdiff_t>(epochs.size() / 2);
  std::nth_element(epochs.begin(), median, epochs.end(),
                   [&any](const auto& a, const auto& b) { return any.at(a) < any.at(b); });
  return *median;
}

/// One rank's part: a contiguous block of the satellites.
void bench(const Options& options) {
  const auto rank = static_cast<std::size_t>(des::rank_in(MPI_COMM_WORLD));
  const auto ranks = static_cast<std::size_t>(des::size_of(MPI_COMM_WORLD));
  const auto read = orbit::read_tle(options.file);
  const std::size_t count = std::min<std::size_t>(options.satellites, read.sets.size());
  if (count == 0) {
    throw Error(Cause::invalid_input, fmt::format("{}: no element sets", options.file));
  }
  const Epoch epoch(start_of(options, read.sets));
  const Time end = kStart + round_seconds(3600.0 * options.hours);
  const orbit::Earth earth(epoch, kStart, end, orbit::EarthOrientationModel::gmst);

  MPI_Barrier(MPI_COMM_WORLD);
  const auto began = std::chrono::steady_clock::now();
  const std::clock_t cpu_began = std::clock();
  const std::size_t first = count * rank / ranks, last = count * (rank + 1) / ranks;
  std::vector<std::unique_ptr<orbit::Sgp4Trajectory>> trajectories;
  access::PlanInput input;
  input.earth = &earth;
  input.sites = spiral(options.sites, options.mask_deg * std::numbers::pi / 180.0);
  input.with_eclipses = !options.no_eclipses;
  for (std::size_t i = first; i < last; ++i) {
    trajectories.push_back(std::make_unique<orbit::Sgp4Trajectory>(read.sets[i].elements, epoch));
    input.satellites.push_back(trajectories.back().get());
  }
  access::PlanSearch search(std::move(input), kStart, end);
  std::uint64_t found[2] = {0, 0};
  const Duration horizon = round_seconds(3600.0 * options.horizon_hours);
  for (Time until = kStart; until < end;) {
    until = std::min(until + horizon, end);
    search.advance(until, [&found](const access::PlanPart& part) {
      found[0] += part.contacts.size();
      found[1] += part.eclipses.size();
    });
  }
  const double cpu_s = static_cast<double>(std::clock() - cpu_began) / CLOCKS_PER_SEC;
  std::uint64_t sums[2] = {0, 0};
  MPI_Reduce(found, sums, 2, MPI_UINT64_T, MPI_SUM, 0, MPI_COMM_WORLD);
  const double wall_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("rank {}: {:.3f} s of processor time, {:.0f} MiB at most\n", rank, cpu_s,
             static_cast<double>(usage.ru_maxrss) / 1024.0);
  for (const auto& failure : search.failures()) {
    fmt::print("fails: {}: {}\n", read.sets[first + failure.satellite].name, failure.reason);
  }
  if (rank == 0) {
    fmt::print("plan: {} satellites, {} sites, {} h from {}: {} windows, {} eclipses, {:.3f} s\n",
               count, options.sites, options.hours, epoch.utc_text(kStart), sums[0], sums[1],
               wall_s);
  }
}

} // namespace

void add_bench_plan(CLI::App& bench_verb, Action& action) {
  auto options = std::make_shared<Options>();
  auto& o = *options;
  auto* verb = bench_verb.add_subcommand(
      "plan", "All passes and eclipses of a catalogue's first satellites; rotation by sidereal "
              "time alone (gmst), sites at sea level on a Fibonacci spiral over land and sea");
  verb->add_option("--tle", o.file, "File of two-line element sets")->required();
  verb->add_option("--satellites", o.satellites, "How many")->check(CLI::PositiveNumber);
  verb->add_option("--sites", o.sites, "How many")->check(CLI::PositiveNumber);
  verb->add_option("--hours", o.hours, "Length of the span")->check(CLI::Range(0.01, 87600.0));
  verb->add_option("--mask", o.mask_deg, "Least elevation, in degrees (10 or 10deg)")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{{"deg", 1.0}}))
      ->check(CLI::Range(-10.0, 90.0));
  verb->add_option("--horizon", o.horizon_hours, "Searched at a time, in hours (6 or 6h)")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{{"h", 1.0}}))
      ->check(CLI::Range(0.01, 87600.0));
  verb->add_option("--start", o.start, "First instant, UTC (default: the median epoch)");
  add_instruction_set(*verb, o.instruction_set);
  verb->add_flag("--no-eclipses", o.no_eclipses, "Passes only");
  verb->callback([&action, options] {
    action = [options] {
      return on_all_ranks(options->instruction_set, [options] { bench(*options); });
    };
  });
}

} // namespace urker::cli
