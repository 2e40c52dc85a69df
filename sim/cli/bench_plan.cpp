#include "access/plan_search.hpp"
#include "base/error.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/on_all_ranks.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"
#include "orbit/format/tle.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"
#include "run/plan_files.hpp"
#include "run/share.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
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
  bool no_eclipses = false, search_only = false;
  std::filesystem::path output = "urker_bench_plan.h5";
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

/// A span of work on this rank, by the clocks of wall and processor.
class Watch {
 public:
  [[nodiscard]] double wall_s() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_).count();
  }
  [[nodiscard]] double processor_s() const {
    return static_cast<double>(std::clock() - processor_) / CLOCKS_PER_SEC;
  }

 private:
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
  std::clock_t processor_ = std::clock();
};

double most_memory_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

struct Found {
  std::uint64_t windows = 0, eclipses = 0;
};

/// The search alone, of a contiguous block of the satellites.
Found search(const Options& options, const run::PlanInput& plan, const Epoch& epoch, Time end) {
  const run::Share own(plan.satellites.size(), MPI_COMM_WORLD);
  const orbit::Earth earth(epoch, kStart, end, orbit::EarthOrientationModel::gmst);
  std::vector<std::unique_ptr<orbit::Sgp4Trajectory>> trajectories;
  access::PlanInput input;
  input.earth = &earth;
  input.sites = plan.sites;
  input.with_eclipses = !options.no_eclipses;
  for (std::size_t i = own.first; i < own.last; ++i) {
    trajectories.push_back(
        std::make_unique<orbit::Sgp4Trajectory>(plan.satellites[i].elements, epoch));
    input.satellites.push_back(trajectories.back().get());
  }
  access::PlanSearch search(std::move(input), kStart, end);
  Found found;
  const Duration horizon = round_seconds(3600.0 * options.horizon_hours);
  for (Time until = kStart; until < end;) {
    until = std::min(until + horizon, end);
    search.advance(until, [&found](const access::PlanPart& part) {
      found.windows += part.contacts.size();
      found.eclipses += part.eclipses.size();
    });
  }
  for (const auto& failure : search.failures()) {
    fmt::print("fails: {}: {}\n", plan.satellites[own.first + failure.satellite].name,
               failure.reason);
  }
  return found;
}

/// All of `urker plan`, to a file that goes again.
void measure_with_output(const Options& options, const run::PlanInput& plan,
                         const CalendarTime& start, Time end) {
  run::FilePlanRequest request;
  request.start = start;
  request.duration = end - kStart;
  request.horizon = round_seconds(3600.0 * options.horizon_hours);
  request.rotation = orbit::EarthOrientationModel::gmst;
  request.output = options.output;
  MPI_Barrier(MPI_COMM_WORLD);
  const Watch watch;
  run::plan_input(plan, request, MPI_COMM_WORLD);
  fmt::print("rank {}: {:.3f} s of processor time, {:.0f} MiB at most\n",
             des::rank_in(MPI_COMM_WORLD), watch.processor_s(), most_memory_mib());
  if (des::rank_in(MPI_COMM_WORLD) == 0) {
    const double wall_s = watch.wall_s();
    std::error_code ignored;
    const auto bytes = std::filesystem::file_size(options.output, ignored);
    std::filesystem::remove(options.output, ignored);
    fmt::print("plan with output: {:.3f} s, {:.1f} MB\n", wall_s, static_cast<double>(bytes) / 1e6);
  }
}

void bench(const Options& options) {
  run::PlanInput plan;
  plan.satellites = orbit::read_tle(options.file).sets;
  if (plan.satellites.empty()) {
    throw Error(Cause::invalid_input, fmt::format("{}: no element sets", options.file));
  }
  const CalendarTime start = start_of(options, plan.satellites);
  plan.satellites.resize(std::min<std::size_t>(options.satellites, plan.satellites.size()));
  plan.sites = spiral(options.sites, options.mask_deg * std::numbers::pi / 180.0);
  const Epoch epoch(start);
  const Time end = kStart + round_seconds(3600.0 * options.hours);

  MPI_Barrier(MPI_COMM_WORLD);
  const Watch watch;
  const Found own = search(options, plan, epoch, end);
  const double processor_s = watch.processor_s();
  const auto windows = des::sum_of_all(MPI_COMM_WORLD, own.windows);
  const auto eclipses = des::sum_of_all(MPI_COMM_WORLD, own.eclipses);
  const double wall_s = watch.wall_s();
  const int rank = des::rank_in(MPI_COMM_WORLD);
  fmt::print("rank {}: {:.3f} s of processor time, {:.0f} MiB at most\n", rank, processor_s,
             most_memory_mib());
  if (rank == 0) {
    fmt::print("plan: {} satellites, {} sites, {} h from {}: {} windows, {} eclipses, {:.3f} s\n",
               plan.satellites.size(), options.sites, options.hours, epoch.utc_text(kStart),
               windows, eclipses, wall_s);
  }
  if (!options.search_only && !options.no_eclipses) {
    measure_with_output(options, plan, start, end);
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
  verb->add_flag("--no-eclipses", o.no_eclipses, "Passes only, without output");
  verb->add_flag("--search-only", o.search_only, "Without output");
  verb->add_option("-o,--output", o.output, "File of results that is written and removed again")
      ->type_name("FILE")
      ->capture_default_str();
  verb->callback([&action, options] {
    action = [options] {
      return on_all_ranks(options->instruction_set, [options] { bench(*options); });
    };
  });
}

} // namespace urker::cli
